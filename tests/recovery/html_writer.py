"""A document as HTML: alone, to be printed, or inside a full web page as news sites and blogs build them."""
import html

import document as d


def escaped(text):
    return d.with_marks(html.escape(text, quote=False),
                        lambda i: f'<sup><a href="#fn{i + 1}" id="ref{i + 1}">[{i + 1}]</a></sup>')


def body(document):
    """The article: headings, paragraphs, lists, tables, code and, at the end, the notes."""
    out, open_lists = [], []

    def close(depth):
        while len(open_lists) > depth:
            out.append(f'</li></{open_lists.pop()}>')

    for block in document.blocks:
        if block.kind == d.ITEM:
            add_item(out, open_lists, close, block)
            continue
        close(0)
        text = escaped(block.text)
        if block.kind == d.HEADING:
            level = min(block.level, 6)
            out.append(f'<h{level}>{text}</h{level}>')
        elif block.kind == d.QUOTE:
            out.append(f'<blockquote><p>{text}</p></blockquote>')
        elif block.kind == d.CODE:
            out.append(f'<pre><code>{text}</code></pre>')
        elif block.kind == d.TABLE:
            rows = (''.join(f'<td>{escaped(cell)}</td>' for cell in row) for row in block.rows)
            out.append('<table>' + ''.join(f'<tr>{row}</tr>' for row in rows) + '</table>')
        else:
            out.append(f'<p>{text}</p>')
    close(0)
    if document.notes:
        notes = (f'<li id="fn{i + 1}"><p>{escaped(note)} <a href="#ref{i + 1}">↩</a></p></li>'
                 for i, note in enumerate(document.notes))
        out.append('<section class="footnotes"><ol>' + ''.join(notes) + '</ol></section>')
    return '\n'.join(out)


def add_item(out, open_lists, close, block):
    if not block.label and len(open_lists) >= block.depth:  # a second paragraph of an item
        close(block.depth)
        out.append(f'<p>{escaped(block.text)}</p>')
        return
    kind = 'ol' if block.label[:1].isdigit() else 'ul'
    close(block.depth)
    if len(open_lists) == block.depth and (open_lists[-1] != kind or block.label == '1.'):
        close(block.depth - 1)
    if len(open_lists) == block.depth:
        out.append('</li>')
    while len(open_lists) < block.depth:
        open_lists.append(kind)
        start = f' start="{block.label[:-1]}"' if kind == 'ol' and block.label != '1.' else ''
        out.append(f'<{kind}{start}>')
    out.append(f'<li><p>{escaped(block.text)}</p>')


PRINT_STYLE = '''@page { size: A4; margin: 22mm 20mm }
body { font: 11pt/1.6 "Noto Serif CJK SC", "Liberation Serif", serif } h1 { font-size: 20pt } h2 { font-size: 15pt }
h3 { font-size: 12.5pt } sup { font-size: 7pt } table { border-collapse: collapse } td { padding: 1mm 3mm }
pre { font-size: 9pt; white-space: pre-wrap } section.footnotes { font-size: 9pt } a { color: inherit }'''


def printed(document):
    """A page to print."""
    authors = f'<p class="author">{html.escape("  ".join(document.authors))}</p>' if document.authors else ''
    title = html.escape(document.title)
    return (f'<!DOCTYPE html><html lang="{document.language}"><head><meta charset="utf-8"><title>{title}</title>'
            f'<style>{PRINT_STYLE}</style></head><body><h1>{title}</h1>{authors}\n{body(document)}</body></html>')


# What stands around an article on a site of each language. Two sites: of a newspaper, and of a blog.
SITES = {
    'zh-Hans': {
        'site': '新闻中心',
        'nav': '首页 要闻 国内 国际 财经 科技 文化 体育 视频',
        'here': '当前位置',
        'by': '来源：本网  责编：李明',
        'ad': '广告：新品手机限时五折，点击购买',
        'share': '分享到微信 微博 收藏 举报',
        'related': '相关阅读',
        'links': ['十张图看懂今年经济',
                  '专家谈秋季养生的五个误区',
                  '这座小城为何突然走红？',
                  '新能源汽车销量再创新高'],
        'hot': '24 小时热榜',
        'comment': '网友评论 登录后发表评论',
        'foot': '关于我们 联系我们 版权声明 京ICP备12345678号 版权所有 未经授权不得转载',
    },
    'zh-Hant': {
        'site': '新聞中心',
        'nav': '首頁 要聞 國內 國際 財經 科技 文化 體育 影音',
        'here': '目前位置',
        'by': '記者李明／台北報導',
        'ad': '廣告：新品手機限時五折，立即購買',
        'share': '分享到 LINE 臉書 收藏 檢舉',
        'related': '延伸閱讀',
        'links': ['十張圖看懂今年經濟',
                  '專家談秋季養生的五個誤區',
                  '這座小鎮為何突然爆紅？',
                  '電動車銷量再創新高'],
        'hot': '熱門新聞',
        'comment': '留言板 登入後發表留言',
        'foot': '關於我們 聯絡我們 隱私權政策 著作權所有 不得轉載',
    },
    'ja': {
        'site': 'ニュースセンター',
        'nav': 'ホーム 速報 国内 国際 経済 科学 文化 スポーツ 動画',
        'here': '現在地',
        'by': '配信：編集部',
        'ad': '【PR】新型スマホが今だけ半額',
        'share': 'シェアする ツイート ブックマーク',
        'related': '関連記事',
        'links': ['図で見る今年の経済',
                  '秋の健康についての五つの誤解',
                  'あの町が急に人気の理由',
                  '電気自動車の販売が過去最高'],
        'hot': 'アクセスランキング',
        'comment': 'コメントを書く ログインしてください',
        'foot': '会社概要 お問い合わせ 利用規約 無断転載を禁じます',
    },
    'ko': {
        'site': '뉴스센터',
        'nav': '홈 속보 정치 국제 경제 과학 문화 스포츠 동영상',
        'here': '현재 위치',
        'by': '김민수 기자',
        'ad': '광고: 새 휴대전화 오늘만 반값',
        'share': '카카오톡 페이스북 공유하기 인쇄',
        'related': '관련 기사',
        'links': ['그림으로 보는 올해 경제',
                  '가을 건강에 관한 다섯 가지 오해',
                  '작은 도시가 갑자기 뜬 까닭',
                  '전기차 판매 사상 최고'],
        'hot': '많이 본 뉴스',
        'comment': '댓글 쓰기 로그인이 필요합니다',
        'foot': '회사 소개 광고 문의 개인정보처리방침 무단 전재 및 재배포 금지',
    },
    'en': {
        'site': 'The Daily Page',
        'nav': 'Home News World Business Science Culture Sport Video',
        'here': 'You are here',
        'by': 'By our correspondent',
        'ad': 'Advertisement: new phones at half price, this week only',
        'share': 'Share Tweet Save Print',
        'related': 'Related articles',
        'links': ['The year in ten charts',
                  'Five myths about autumn health',
                  'Why this small town is suddenly famous',
                  'Sales of electric cars at a record'],
        'hot': 'Most read',
        'comment': 'Comments Sign in to comment',
        'foot': 'About us Contact Privacy Terms All rights reserved',
    },
}


def links(words, tag='li'):
    return ''.join(f'<{tag}><a href="/c/{i}.html">{html.escape(word)}</a></{tag}>' for i, word in enumerate(words))


def newspaper(document):
    s = SITES[document.language]
    return f'''<!DOCTYPE html><html lang="{document.language}"><head><meta charset="utf-8">
<title>{html.escape(document.title)}_{s["site"]}</title>
<meta property="og:title" content="{html.escape(document.title)}">
<script>var _page = {{"id": 4711}};</script><style>.hd {{ color: red }}</style></head><body>
<div class="top-bar"><a href="/login">login</a> | <a href="/app">App</a></div>
<div class="hd"><div class="logo"><a href="/">{s["site"]}</a></div>
<ul class="main-nav">{links(s["nav"].split())}</ul></div>
<div class="crumb">{s["here"]}: <a href="/">{s["site"]}</a> &gt;
<a href="/c">{s["nav"].split()[1]}</a></div>
<div class="ad-banner"><a href="/ad">{s["ad"]}</a></div>
<div class="wrap clearfix"><div class="main-left"><h1 class="art-title">{html.escape(document.title)}</h1>
<div class="art-info"><span class="source">{s["by"]}</span></div>
<div class="art-content TRS_Editor" id="artibody">
{body(document)}
</div>
<div class="share-bar"><span>{s["share"]}</span></div>
<div class="related-news"><h3>{s["related"]}</h3><ul>{links(s["links"])}</ul></div></div>
<div class="side-right"><div class="hot-list"><h3>{s["hot"]}</h3>
<ol>{links(reversed(s["links"]))}</ol></div></div></div>
<div class="comment-box"><p>{s["comment"]}</p></div>
<div class="footer"><p>{s["foot"]}</p></div></body></html>'''


def blog(document):
    s = SITES[document.language]
    return f'''<!DOCTYPE html><html lang="{document.language}"><head><meta charset="utf-8">
<title>{html.escape(document.title)} | {s["site"]}</title></head><body class="post-template single">
<header class="site-header"><a class="brand" href="/">{s["site"]}</a>
<nav class="menu"><ul>{links(s["nav"].split())}</ul></nav></header>
<main class="site-main"><article class="post hentry"><header class="entry-header">
<h1 class="entry-title">{html.escape(document.title)}</h1></header><div class="entry-content">
{body(document)}
<div class="adsbygoogle"><p>{s["ad"]}</p></div>
</div><footer class="entry-footer"><span class="tags">{links(s["nav"].split()[:3], "span")}</span>
<p>{s["share"]}</p></footer></article>
<section class="related-posts"><h2>{s["related"]}</h2><ul>{links(s["links"])}</ul></section>
<section id="comments"><p>{s["comment"]}</p></section></main>
<aside class="sidebar widget-area"><h2>{s["hot"]}</h2><ul>{links(s["links"])}</ul></aside>
<footer class="site-footer"><p>{s["foot"]}</p></footer></body></html>'''
