"""What is typed in the reading sessions on the boards; examples/firmware/*_session.cpp say what the letters mean."""

# From the library into the first article; thirty pages, some that were prepared, some back; wider lines and margins; a bookmark; notes; a power
# cut; words of a page searched for; a title typed; another article to its end.
APP = ('s'
       + 'r' * 30 + 'ir' * 8 + 'll'
       + 'mdddddds' + 'drdrb' + 'llllllllll'
       + 'mds' + 'llll' + 'mdds' + 'sR'
       + 'lslslslslsls' + 'b' + 's'
       + 'mdddds' + 'drsrrs' + 'sb' + 'b' + 's'
       + 'mddddds' + 'uuus' + 'ds'
       + 'r' * 24 + 's' + 'rrrllllS'
       + 'bus' + 'l' * 30 + 'sb'
       + 'rsrsrsrsrsb' + 'rsbrsbrS' + 'q')

# Thirty pages of all articles; the size, notes and back, a bookmark, the other direction; a power cut, and on from there;
# search; the bookmark again; another cut.
SMALL = 'nnnnnnob' + 'm' + 'nnnnnpp' + 'znnnz' + 'annnnnvnnvN' + 'nnn' + 'ff' + 'annn' + 'p' + 'annnfagG' + 'nq'

# For a card on a slow bus: an article, back, the contents, settings, a power cut, a title, words of a page.
APP_SHORT = 's' + 'rrrriririr' + 'll' + 'ms' + 'ds' + 'mdddddds' + 'drb' + 'rR' + 'mddddds' + 'uuus' + 's' + 'rr' + 'mdddds' + 'srsq'

SESSIONS = {'app_session': APP, 'app_session_short': APP_SHORT, 'page_session': SMALL}
