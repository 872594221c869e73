"""Chromium prints, pdftotext reads: what most text "extracted from a PDF" has been through."""
import pathlib
import re
import shutil
import subprocess

PROGRAMS = ('chromium', 'chromium-browser', 'google-chrome')


def chromium():
    return next((path for path in map(shutil.which, PROGRAMS) if path), None)


def print_pdf(page, pdf, header, profile):
    """One page to one PDF."""
    command = [chromium(), '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
              
               '--disable-extensions', '--no-first-run', '--disable-background-networking',
               f'--user-data-dir={profile}', f'--print-to-pdf={pdf}']
    if not header:
        command.append('--no-pdf-header-footer')
    subprocess.run(command + [pathlib.Path(page).as_uri()], check=True, capture_output=True, timeout=120)


def text_of(pdf, layout):
    command = ['pdftotext', '-enc', 'UTF-8'] + (['-layout'] if layout else []) + [str(pdf), '-']
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode('utf-8')
    text = re.sub(r'\d+/\d+/\d+, \d+:\d+\s[AP]M', '3/18/26, 9:41 AM', text)  # the same on every day and in every folder
    return re.sub(r'file://\S*print\.html', 'file:///home/reader/print.html', text)
