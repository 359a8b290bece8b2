// 医界日报, a Chinese newspaper on medicine: RSS 2.0, source and editor lines, related reading, copyright box.

import { dateParts, earlier, escapeText, renderInline } from '../markup.ts'
import { type SampleArticle, type SampleBlock, type Site, sampleLineZh, type WebView } from '../site.ts'
import { feedAnswer, writeRss } from '../syndication.ts'

const host = 'yijie-ribao.example'
const home = `http://${host}/`
const name = '医界日报'
const channels: Record<string, string> = {
  智慧医院: 'zhyy',
  产业: 'chanye',
  港澳台: 'gat',
  数据安全: 'aq',
  前沿: 'qianyan',
  政策: 'zhengce',
  公共卫生: 'ggws',
  健康生活: 'shenghuo',
  科技: 'keji',
  基层: 'jiceng',
}

export const site: Site = {
  host,
  pathOf: ({ slug, section, published }) =>
    `/${folderOf(section)}/${published.slice(0, 7).replace('-', '')}/${published.slice(8, 10)}/${slug}.html`,
  page: renderPage,
  robots: 'User-agent: *\nDisallow: /search/\nDisallow: /member/\n',
  compress: ['gzip'],
  cacheControl: 'max-age=300',
  headers: { server: 'Tengine' },
  routes: {
    '/': renderHome,
    '/rss/all.xml': (view) => {
      const channel = {
        title: name,
        home,
        self: `${home}rss/all.xml`,
        description: '医界日报网 - 看得懂的医疗新闻',
        language: 'zh-cn',
      }
      const xml = writeRss(channel, view.articles, { creators: true, categories: true, ttl: 60 })
      return feedAnswer(view, 'text/xml; charset=UTF-8', xml)
    },
  },
}

function folderOf(section: string): string {
  return channels[section] ?? 'news'
}

const navigation = `<div class="topbar"><div class="w1200"><span>欢迎访问医界日报网</span><a href="/member/login">登录</a><a href="/member/reg">注册</a><a href="/rss/all.xml">RSS</a></div></div>
<div class="header w1200"><a class="logo" href="/"><img src="/static/logo.png" alt="医界日报"></a><form class="search" action="/search/"><input name="q" placeholder="请输入关键词"><button>搜索</button></form></div>
<ul class="nav w1200"><li><a href="/">首页</a></li>${Object.entries(channels)
  .map(([title, folder]) => `<li><a href="/${folder}/">${title}</a></li>`)
  .join('')}</ul>`

const footer = `<div class="footer"><p><a href="/about/">关于我们</a> | <a href="/about/contact.html">联系我们</a> | <a href="/about/ads.html">广告服务</a> | <a href="/about/jobs.html">招聘信息</a> | <a href="/sitemap.html">网站地图</a></p>
<p>互联网新闻信息服务许可证：00000000000　增值电信业务经营许可证：样例</p><p>医界日报社版权所有，未经书面授权禁止复制或建立镜像</p><p><small>${sampleLineZh}</small></p></div>`

function renderHome(view: WebView) {
  const items = view.articles
    .map(
      (article) =>
        `<li><span class="date">${minuteOf(article.published)}</span><a href="${article.path}" title="${escapeText(article.title)}">${escapeText(article.title)}</a></li>`,
    )
    .join('\n')
  const body = `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>医界日报网_看得懂的医疗新闻</title><link rel="alternate" type="application/rss+xml" title="医界日报" href="/rss/all.xml"></head><body>${navigation}<div class="list w1200"><ul>${items}</ul></div>${footer}</body></html>`
  return { type: 'text/html; charset=utf-8', body, changedAt: view.changedAt }
}

/** "2025-02-17 09:12" */
function minuteOf(iso: string): string {
  const { year, month, day, hour, minute } = dateParts(iso)
  return `${year}-${month}-${day} ${hour}:${minute}`
}

function renderPage(article: SampleArticle, view: WebView): string {
  const { source, sourceAddress, editor } = article.extra
  const origin = String(source ?? name)
  const original = typeof sourceAddress === 'string' ? findOriginal(view, sourceAddress) : undefined
  const sourceHtml = original ? `<a href="${original.url}" target="_blank">${origin}</a>` : origin
  const reporters = article.authors.join(' ')
  const related = earlier(article, view.articles, 5)
  const neighbours = earlier(article, view.articles, 2)
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">
<title>${escapeText(article.title)}_${article.section}_医界日报网</title>
<meta name="keywords" content="${escapeText(article.keywords.join(','))}">
<meta name="description" content="${escapeText(article.summary)}">
<meta name="filetype" content="0"><meta name="publishedtype" content="1"><meta name="pagetype" content="1">
<meta name="catalogs" content="yj_${folderOf(article.section)}">
<meta name="contentid" content="yj-${article.slug}">
<meta name="publishdate" content="${article.published.slice(0, 10)}">
<meta name="author" content="${escapeText(reporters || origin)}">
<meta name="source" content="${escapeText(origin)}">
<link rel="stylesheet" href="/static/article.css">
</head>
<body>
${navigation}
<div class="crumb w1200">您当前的位置：<a href="/">首页</a> &gt; <a href="/${folderOf(article.section)}/">${article.section}</a> &gt; 正文</div>
<div class="main w1200">
<div class="left">
<h1 class="art-title">${escapeText(article.title)}</h1>
<div class="art-info"><span class="time" id="pubtime_baidu">${minuteOf(article.published)}</span><span id="source_baidu">来源：${sourceHtml}</span>${reporters ? `<span id="author_baidu">作者：${escapeText(reporters)}</span>` : ''}<span class="font">字号：<a>大</a> <a>中</a> <a>小</a></span></div>
<div class="art-guide"><b>导读：</b>${escapeText(article.summary)}</div>
<div class="art-content" id="content">
${article.caption ? `<p style="text-align:center"><img src="/upload/${article.slug}.jpg" alt=""></p><p class="pic-note" style="text-align:center">${escapeText(article.caption)}</p>` : ''}
${renderText(article.blocks)}
${reporters ? `<p class="signature" style="text-align:right">（本报记者 ${escapeText(reporters)}）</p>` : ''}
</div>
<div class="art-editor" id="editor_baidu">责任编辑：${escapeText(String(editor ?? ''))}</div>
<div class="share">分享到：<a>微信</a><a>微博</a><a>QQ空间</a></div>
<div class="copyright"><p><b>版权声明：</b>凡本网注明“来源：医界日报”的所有作品，版权均属医界日报社，未经授权不得转载、摘编或以其他方式使用。</p><p>凡本网注明“来源：XXX（非医界日报）”的作品，均转载自其他媒体，转载目的在于传递更多信息，并不代表本网赞同其观点和对其真实性负责。如涉及作品内容、版权等问题，请在30日内与本网联系。</p></div>
<div class="updown"><p>上一篇：<a href="${neighbours[0]?.path ?? '/'}">${escapeText(neighbours[0]?.title ?? '没有了')}</a></p><p>下一篇：<a href="${neighbours[1]?.path ?? '/'}">${escapeText(neighbours[1]?.title ?? '没有了')}</a></p></div>
<div class="related"><h3>相关阅读</h3><ul>${related.map((other) => `<li><a href="${other.path}">${escapeText(other.title)}</a><span>${other.published.slice(5, 10)}</span></li>`).join('')}</ul></div>
<div class="comment"><h3>网友评论</h3><textarea placeholder="文明上网，理性发言"></textarea><p>登录后才能发表评论，评论仅代表网友个人观点</p></div>
</div>
<div class="right"><div class="qrcode"><img src="/static/wx.png" alt=""><p>扫一扫，关注医界日报微信公众号</p></div><h3>热门排行</h3><ol>${earlier(
    article,
    view.articles,
    8,
  )
    .slice(5)
    .map((other) => `<li><a href="${other.path}">${escapeText(other.title)}</a></li>`)
    .join('')}</ol></div>
</div>
${footer}
</body>
</html>
`
}

function findOriginal(view: WebView, address: string): SampleArticle | undefined {
  const [originHost = '', slug] = address.split('/')
  return view.articlesOf(originHost).find((other) => other.slug === slug)
}

/** Paragraphs begin with two wide spaces and headings are bold paragraphs, as Chinese editors leave them. */
function renderText(blocks: SampleBlock[]): string {
  return blocks
    .map(({ kind, text }) => {
      if (kind === 'heading') return `<p><strong>${renderInline(text)}</strong></p>`
      return `<p>　　${renderInline(text)}</p>`
    })
    .join('\n')
}
