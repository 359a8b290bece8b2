// 南粤健康报, a Guangdong newspaper on an old system: everything in GB18030, no charset in the header, and the
// declarations say gb2312. Tables for layout, capitals for tags.

import { chineseDay, dateParts, earlier, escapeText, renderInline } from '../markup.ts'
import { type SampleArticle, type SampleBlock, type Site, sampleLineZh, type WebView } from '../site.ts'
import { feedAnswer, writeRss } from '../syndication.ts'

const host = 'nanyue-jiankang.example'
const home = `http://${host}/`
const name = '南粤健康报'

export const site: Site = {
  host,
  pathOf: ({ slug, published }) => `/content/${published.slice(0, 7)}/${published.slice(8, 10)}/${slug}.htm`,
  page: renderPage,
  pageType: 'text/html',
  charset: 'gb18030',
  validators: ['last-modified'],
  cacheControl: 'max-age=600',
  headers: { server: 'Microsoft-IIS/7.5', 'x-powered-by': 'ASP.NET' },
  routes: {
    '/': renderHome,
    '/rss.xml': (view) => {
      const channel = {
        title: name,
        home,
        self: `${home}rss.xml`,
        description: '南粤健康报电子版',
        language: 'zh-cn',
      }
      const xml = writeRss(channel, view.articles, {
        declaration: '<?xml version="1.0" encoding="gb2312"?>',
        item: (article) =>
          `<author>${escapeText(article.authors[0] ?? name)}</author>\n<category>${article.section}</category>\n<source url="${home}rss.xml">${name}</source>`,
      })
      return feedAnswer(view, 'text/xml', xml)
    },
  },
}

const head = `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`

const banner = `<TABLE width="980" align="center" cellspacing="0" cellpadding="0"><TR><TD><A href="/"><IMG src="/images/logo.gif" alt="南粤健康报" border="0"></A></TD><TD align="right"><FONT size="2">设为首页 | 加入收藏 | 电子报 | 客户端下载</FONT></TD></TR>
<TR><TD colspan="2" bgcolor="#0a6b3c" class="menu"><A href="/">首页</A>　<A href="/yw/">要闻</A>　<A href="/zhyl/">智慧医疗</A>　<A href="/jc/">基层</A>　<A href="/ys/">养生</A>　<A href="/sh/">社会</A>　<A href="/szb/">数字报</A></TD></TR></TABLE>`

const footer = `<TABLE width="980" align="center" class="bottom"><TR><TD align="center"><P>南粤健康报社　地址：广州市越秀区样例路1号　新闻热线：020-00000000　邮发代号：00-00</P><P>版权所有 南粤健康报　未经许可不得转载</P><P><SMALL>${sampleLineZh}</SMALL></P></TD></TR></TABLE>`

function renderHome(view: WebView) {
  const rows = view.articles
    .map(
      (article) =>
        `<TR><TD>·<A href="${article.path}" target="_blank">${escapeText(article.title)}</A></TD><TD width="100">${article.published.slice(0, 10)}</TD></TR>`,
    )
    .join('\n')
  const body = `<HTML><HEAD>${head}<TITLE>南粤健康报</TITLE><LINK rel="alternate" type="application/rss+xml" title="南粤健康报" href="/rss.xml"></HEAD><BODY>${banner}<TABLE width="980" align="center">${rows}</TABLE>${footer}</BODY></HTML>`
  return { type: 'text/html', body, changedAt: view.changedAt }
}

function renderPage(article: SampleArticle, view: WebView): string {
  const { hour, minute } = dateParts(article.published)
  const source = String(article.extra.source ?? name)
  const editor = String(article.extra.editor ?? '')
  const others = earlier(article, view.articles, 6)
  const row = (other: SampleArticle) =>
    `<TR><TD>·<A href="${other.path}">${escapeText(other.title)}</A> <FONT color="#999999">(${other.published.slice(5, 10)})</FONT></TD></TR>`
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<HTML xmlns="http://www.w3.org/1999/xhtml">
<HEAD>
${head}
<TITLE>${escapeText(article.title)}-${article.section}-南粤健康报</TITLE>
<META name="keywords" content="南粤健康报,${article.section}">
<META name="description" content="${escapeText(article.summary)}">
<META name="copyright" content="南粤健康报版权所有">
<LINK href="/css/content.css" rel="stylesheet" type="text/css">
<SCRIPT language="javascript">function doZoom(size){document.getElementById('zoom').style.fontSize=size+'px'}</SCRIPT>
</HEAD>
<BODY>
${banner}
<TABLE width="980" align="center"><TR><TD class="position">当前位置：<A href="/">南粤健康报</A> → ${article.section} → 正文</TD></TR></TABLE>
<TABLE width="980" align="center" cellpadding="0" cellspacing="0"><TR><TD width="680" valign="top">
<TABLE width="100%"><TR><TD align="center" class="bt1"><H1>${escapeText(article.title)}</H1></TD></TR>
<TR><TD align="center" class="info">${chineseDay(article.published)} ${hour}:${minute}　来源：${escapeText(source)}　${article.authors.length > 0 ? `记者：${escapeText(article.authors.join('、'))}　` : ''}【字体：<A href="javascript:doZoom(16)">大</A> <A href="javascript:doZoom(14)">中</A> <A href="javascript:doZoom(12)">小</A>】</TD></TR>
<TR><TD class="content" id="zoom"><DIV class="TRS_Editor">
${article.caption ? `<P align="center"><IMG src="/pic/${article.slug}.jpg" border="0"></P><P align="center"><FONT face="楷体">${escapeText(article.caption)}</FONT></P>` : ''}
${renderText(article.blocks)}
</DIV></TD></TR>
<TR><TD align="right" class="zrbj">编辑：${escapeText(editor)}　责任编辑：${escapeText(editor)}</TD></TR>
<TR><TD align="right">【<A href="javascript:window.print()">打印本页</A>】【<A href="javascript:window.close()">关闭窗口</A>】【<A href="#top">返回顶部</A>】</TD></TR>
<TR><TD class="sm"><FONT size="2">免责声明：本网转载其他媒体之稿件，意在为公众提供免费服务。稿件所载观点与本网无关，文中健康知识仅供参考，不能代替医生诊治。</FONT></TD></TR></TABLE>
<TABLE width="100%" class="xgwz"><TR><TD><B>推荐阅读</B></TD></TR>${others.slice(0, 4).map(row).join('')}</TABLE>
</TD><TD width="300" valign="top"><TABLE width="100%"><TR><TD><B>一周点击排行</B></TD></TR>${others.slice(4).map(row).join('')}</TABLE><P align="center"><IMG src="/images/ewm.gif"><BR>扫码看南粤健康报</P></TD></TR></TABLE>
${footer}
</BODY>
</HTML>
`
}

/** Paragraphs are indented with entities; a heading is a bold paragraph; a table has borders of its own. */
function renderText(blocks: SampleBlock[]): string {
  return blocks
    .map(({ kind, text, cells = [] }, index) => {
      if (kind === 'heading') return `<P align="center"><STRONG>${renderInline(text)}</STRONG></P>`
      if (kind !== 'row') return `<P>&nbsp;&nbsp;&nbsp;&nbsp;${renderInline(text)}</P>`
      const opens = blocks[index - 1]?.kind === 'row' ? '' : '<TABLE border="1" align="center">'
      const closes = blocks[index + 1]?.kind === 'row' ? '' : '</TABLE>'
      return `${opens}<TR>${cells.map((cell) => `<TD>${renderInline(cell)}</TD>`).join('')}</TR>${closes}`
    })
    .join('\n')
}
