// What pages say of themselves, and what is to be read from it: our own pages in the shapes that real sites use.
import type { PageMetadata } from '../../src/model.ts'

export type MetadataCase = {
  name: string
  url?: string // default: https://www.harbour-daily.example/health/ward-letters
  html: string
  expected: Partial<{ [K in keyof PageMetadata]: PageMetadata[K] | undefined }> // undefined: must be absent
}

const words =
  'The hospital has used the new system since the spring, and the doctors who were asked said that it saves them an hour a day. '
const ld = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const article = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head>${head}</head><body><header><a href="/">Harbour Daily</a></header><main><article>${body}<p>${words}</p><p>${words}</p></article></main></body></html>`

export const titleCases: MetadataCase[] = [
  {
    name: 'the site is cut off the end',
    html: article(
      '<title>Wards turn to AI | Harbour Daily</title><meta property="og:site_name" content="Harbour Daily">',
      '<h1>Wards turn to AI</h1>',
    ),
    expected: { title: 'Wards turn to AI', siteName: 'Harbour Daily' },
  },
  {
    name: 'the site is cut off the front, without a heading',
    html: article(
      '<title>Harbour Daily - Wards turn to AI, and nurses wait</title><meta property="og:site_name" content="Harbour Daily">',
      '',
    ),
    expected: { title: 'Wards turn to AI, and nurses wait' },
  },
  {
    name: 'a dash inside a title stays',
    html: article(
      '<title>Wards turn to AI – and nurses wait</title><meta property="og:site_name" content="Harbour Daily">',
      '<h1>Wards turn to AI – and nurses wait</h1>',
    ),
    expected: { title: 'Wards turn to AI – and nurses wait' },
  },
  {
    name: 'the logo is a heading and no title',
    html: article(
      '<title>Wards turn to AI - Harbour Daily</title><meta property="og:title" content="Wards turn to AI">',
      '<h1>Harbour Daily</h1><h1>Wards turn to AI</h1>',
    ),
    expected: { title: 'Wards turn to AI' },
  },
  {
    name: 'a kicker inside the heading goes when the head says so',
    html: article(
      '<meta property="og:title" content="Wards turn to AI as nurses wait">',
      '<h1><span>Health</span> Wards turn to AI as nurses wait</h1>',
    ),
    expected: { title: 'Wards turn to AI as nurses wait' },
  },
  {
    name: 'the heading is believed where the head is written for search engines',
    html: article(
      '<title>AI hospital news letters discharge</title><meta property="og:title" content="AI letters: all you need to know">',
      '<h1>The nurse who reads what the machine wrote</h1>',
    ),
    expected: { title: 'The nurse who reads what the machine wrote' },
  },
  {
    name: 'a paper: citation_title',
    html: article(
      '<title>Careful Letters | Annals of the Bedside</title><meta name="citation_title" content="Careful Letters: A Trial">',
      '<h1>Careful Letters</h1>',
    ),
    expected: { title: 'Careful Letters: A Trial' },
  },
  {
    name: 'entities that were escaped twice',
    html: article('<meta property="og:title" content="Wards &amp;amp; letters: a year on">', ''),
    expected: { title: 'Wards & letters: a year on' },
  },
  {
    name: 'Chinese: no space around the mark',
    html: '<html lang="zh"><head><title>近百家医院接入大模型_医界日报</title><meta property="og:site_name" content="医界日报"></head><body><p>近百家医院已经接入大模型，医生们说这是一个新的开始，但是问题还很多。</p></body></html>',
    expected: { title: '近百家医院接入大模型', language: 'zh-Hans' },
  },
  {
    name: 'an empty page has none',
    html: '',
    expected: { title: undefined, authors: [], publishedAt: undefined },
  },
]

const byline = (markup: string, head = '') =>
  article(head, `<h1>Wards turn to AI and nurses wait</h1>${markup}`)

export const authorCases: MetadataCase[] = [
  {
    name: 'By A and B, wire',
    html: byline('<div class="byline">By Ann Lee and Bo Chen, Reuters</div>'),
    expected: { authors: ['Ann Lee', 'Bo Chen'] },
  },
  {
    name: 'role, mail and handle go',
    html: byline(
      '<p class="author">By Ann Lee, Senior Health Correspondent | ann.lee@harbour-daily.example @annlee</p>',
    ),
    expected: { authors: ['Ann Lee'] },
  },
  {
    name: 'a date in the same line goes',
    html: byline('<div class="byline">By Ann Lee<br>May 8, 2025 10:15 AM</div>'),
    expected: { authors: ['Ann Lee'] },
  },
  {
    name: 'JSON-LD persons by reference',
    html: byline(
      '',
      ld({
        '@graph': [
          {
            '@type': 'NewsArticle',
            headline: 'Wards turn to AI and nurses wait',
            author: [{ '@id': '#a' }, { '@id': '#b' }],
          },
          { '@type': 'Person', '@id': '#a', name: 'Ann Lee' },
          { '@type': 'Person', '@id': '#b', name: 'Bo Chen' },
        ],
      }),
    ),
    expected: { authors: ['Ann Lee', 'Bo Chen'] },
  },
  {
    name: 'citation_author, surname first',
    html: byline(
      '',
      '<meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Chen, Bo Q.">',
    ),
    expected: { authors: ['Ann Lee', 'Bo Q. Chen'] },
  },
  {
    name: 'a person rather than the house',
    html: byline(
      '<span class="author-name">Ann Lee</span>',
      ld({
        '@type': 'NewsArticle',
        headline: 'Wards turn to AI and nurses wait',
        author: { '@type': 'Organization', name: 'Harbour Daily' },
        publisher: { '@type': 'Organization', name: 'Harbour Daily' },
      }),
    ),
    expected: { authors: ['Ann Lee'] },
  },
  {
    name: 'the full name rather than the account',
    html: byline('<a rel="author" href="/people/lee">Ann Lee</a>', '<meta name="author" content="alee2">'),
    expected: { authors: ['Ann Lee'] },
  },
  {
    name: 'the same name twice is one author',
    html: byline('<a rel="author" href="/a">Ann Lee</a> <a rel="author" href="/a">Ann Lee</a>'),
    expected: { authors: ['Ann Lee'] },
  },
  {
    name: 'a name with von keeps it',
    html: byline('<div class="byline">Von Christoph von Ritter</div>'),
    expected: { authors: ['Christoph von Ritter'] },
  },
  {
    name: 'German roles',
    html: byline('<p class="autor">Text: Jana Weiß, Redakteurin</p>'),
    expected: { authors: ['Jana Weiß'] },
  },
  {
    name: 'French',
    html: byline('<p class="byline">Par Élodie Garnier et Luc Petit</p>'),
    expected: { authors: ['Élodie Garnier', 'Luc Petit'] },
  },
  {
    name: 'accents written as references',
    html: byline('<p class="byline">By C&#233;cile Ducros</p>'),
    expected: { authors: ['Cécile Ducros'] },
  },
  {
    name: 'Chinese reporters',
    html: byline('<span class="author">记者：张晓明、李华　责任编辑：王强</span>'),
    expected: { authors: ['张晓明', '李华'] },
  },
  {
    name: 'Chinese author beside editor',
    html: byline('<span id="author">作者：陈静</span><span id="editor">责任编辑：王强</span>'),
    expected: { authors: ['陈静'] },
  },
  {
    name: 'a desk that signs',
    html: byline('<div class="byline">By Coast News Desk</div>'),
    expected: { authors: ['Coast News Desk'] },
  },
  {
    name: 'Korean reporters',
    html: byline('<span class="author">광양 구현모 기자 외 1명</span>'),
    expected: { authors: ['구현모'] },
  },
  // negatives
  {
    name: 'an editor is no author',
    html: byline('<p class="byline">Edited by Gail Stone</p>'),
    expected: { authors: [] },
  },
  {
    name: '责任编辑 is no author',
    html: byline('<p class="author">责任编辑：王强</p>'),
    expected: { authors: [] },
  },
  {
    name: 'a photographer is no author',
    html: byline('<p class="byline">Photo: Gail Stone</p>'),
    expected: { authors: [] },
  },
  {
    name: 'a social link is no author',
    html: byline('', '<meta property="article:author" content="https://www.facebook.com/annlee">'),
    expected: { authors: [] },
  },
  {
    name: 'the author of a related article is none',
    html: article(
      '',
      `<h1>Wards turn to AI and nurses wait</h1>${'<p>text</p>'.repeat(150)}<aside class="related"><div class="author">Gail Stone</div></aside>`,
    ),
    expected: { authors: [] },
  },
  {
    name: 'a sentence that starts with "By" is no byline',
    html: byline('<p>By the end of the year all wards will have it.</p>'),
    expected: { authors: [] },
  },
]

const dated = (markup: string, head = '') =>
  article(head, `<h1>Wards turn to AI and nurses wait</h1>${markup}`)

// So far below the headline that a bare date is one of what is told there.
const far = '<p>The ward has twelve beds and <b>one</b> desk.</p>'.repeat(150)

export const dateCases: MetadataCase[] = [
  {
    name: 'an instant with its zone; the day is the writer’s',
    html: dated('', '<meta property="article:published_time" content="2025-05-08T00:30:00+08:00">'),
    expected: { publishedAt: '2025-05-07T16:30:00.000Z', publishedOn: '2025-05-08' },
  },
  {
    name: 'a day stays a day',
    html: dated('<time datetime="2025-05-08">8 May</time>'),
    expected: { publishedAt: '2025-05-08', publishedOn: '2025-05-08' },
  },
  {
    name: 'the first of January that a system filled in gives way to the day that the page shows',
    html: dated(
      '<p class="date">1 April 2023</p>',
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Wards turn to AI","datePublished":"2021-01-01"}</script>',
    ),
    expected: { publishedOn: '2023-04-01' },
  },
  {
    name: 'the first of January stands where nothing speaks against it',
    html: dated('', '<meta property="article:published_time" content="2026-01-01T09:00:00Z">'),
    expected: { publishedOn: '2026-01-01' },
  },
  {
    name: 'published and modified',
    html: dated(
      '',
      ld({
        '@type': 'NewsArticle',
        headline: 'Wards turn to AI and nurses wait',
        datePublished: '2025-05-08T10:00:00Z',
        dateModified: '2025-05-09T11:00:00Z',
      }),
    ),
    expected: { publishedAt: '2025-05-08T10:00:00.000Z', modifiedAt: '2025-05-09T11:00:00.000Z' },
  },
  {
    name: 'a label in the element before a date makes it the publication’s, far down the page too',
    html: dated(`${far}<p><span class="x">Datum</span> <span class="v">28.01.2022</span></p>`),
    expected: { publishedOn: '2022-01-28' },
  },
  {
    name: 'another word before a date far down the page makes it nothing',
    html: dated(`${far}<p><span class="x">Geburt</span> <span class="v">28.01.2022</span></p>`),
    expected: { publishedOn: undefined },
  },
  {
    name: 'a date beside the headline outweighs a meta that says no more than "date"',
    html: dated('<p>05.02.2020</p>', '<meta name="date" content="2020-02-12">'),
    expected: { publishedOn: '2020-02-05' },
  },
  {
    name: 'a change before the publication is none',
    html: dated(
      '',
      ld({
        '@type': 'NewsArticle',
        datePublished: '2025-05-08T10:00:00Z',
        dateModified: '2025-01-01T11:00:00Z',
      }),
    ),
    expected: { modifiedAt: undefined },
  },
  {
    name: 'JSON with a trailing comma and a raw line break',
    html: dated(
      '',
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Wards turn\nto AI","datePublished":"2025-05-08",}</script>',
    ),
    expected: { publishedAt: '2025-05-08' },
  },
  {
    name: 'JSON beyond mending',
    html: dated(
      '',
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x" "datePublished": "2025-05-08T10:00:00Z", oops</script>',
    ),
    expected: { publishedAt: '2025-05-08T10:00:00.000Z' },
  },
  {
    name: 'JSON-LD in a script whose type was forgotten',
    html: dated(
      '',
      '<script>var a = 1</script><script>{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2025-05-08"}</script>',
    ),
    expected: { publishedAt: '2025-05-08' },
  },
  {
    name: 'a program that holds such a statement is not one',
    html: dated('', '<script>start({"@type": "NewsArticle", "datePublished": "2025-05-08"})</script>'),
    expected: { publishedAt: undefined },
  },
  {
    name: 'UTC in the night, on a Canadian host: the evening before',
    url: 'https://www.harbour-daily.ca/health/ward-letters',
    html: dated(
      '',
      '<meta property="article:published_time" content="2025-05-08T01:20:00Z"><meta name="dc.date" content="2025-05-08">',
    ),
    expected: { publishedAt: '2025-05-08T01:20:00.000Z', publishedOn: '2025-05-07' },
  },
  {
    name: 'UTC in the night, the zone known from the language only: the day that is shown beside it',
    html: `<!doctype html><html lang="de-DE"><head><meta property="article:published_time" content="2025-05-08T03:37:37+00:00"></head><body><article><h1>Stationen schreiben mit KI</h1><span class="date">7. Mai 2025</span><p>${words}</p></article></body></html>`,
    expected: { publishedAt: '2025-05-08T03:37:37.000Z', publishedOn: '2025-05-07' },
  },
  {
    name: 'in the address',
    url: 'https://www.harbour-daily.example/2025/05/08/ward-letters',
    html: dated(''),
    expected: { publishedAt: '2025-05-08' },
  },
  {
    name: 'English words',
    html: dated('<p class="date">Published: May 8, 2025</p>'),
    expected: { publishedAt: '2025-05-08' },
  },
  {
    name: 'German',
    html: dated('<span class="datum">Stand: 8. Mai 2025</span>').replace('lang="en"', 'lang="de"'),
    expected: { publishedAt: '2025-05-08' },
  },
  {
    name: 'French, split by a reference',
    html: dated('<span class="date">Publi&eacute; le 8&nbsp;mai&nbsp;2025</span>').replace(
      'lang="en"',
      'lang="fr"',
    ),
    expected: { publishedAt: '2025-05-08' },
  },
  {
    name: 'Chinese',
    html: '<html><body><h1>近百家医院接入大模型</h1><div class="info">2025年5月8日　来源：医界日报</div><p>近百家医院已经接入大模型，医生们说这是一个新的开始，但是问题还很多。</p></body></html>',
    expected: { publishedAt: '2025-05-08' },
  },
  {
    name: 'the reader’s day beside an instant in UTC',
    html: dated(
      '<span class="date">May 7, 2025</span>',
      '<meta property="article:published_time" content="2025-05-08T02:30:00Z">',
    ),
    expected: { publishedAt: '2025-05-08T02:30:00.000Z', publishedOn: '2025-05-07' },
  },
  {
    name: 'day and month turned by what else the page says',
    html: dated(
      '<span class="date">10/05/2025</span>',
      '<meta property="article:modified_time" content="2025-05-10T12:00:00-03:00">',
    ),
    expected: { publishedOn: '2025-05-10' },
  },
  {
    name: 'the page agrees against one wrong statement',
    url: 'https://www.harbour-daily.example/2025/05/08/letters',
    html: dated(
      '<time datetime="2025-05-08">8 May</time>',
      '<meta property="article:published_time" content="2019-01-01">',
    ),
    expected: { publishedOn: '2025-05-08' },
  },
  // negatives
  {
    name: 'half a date is none',
    html: dated('<time datetime="2025-05">May 2025</time><p class="date">2025</p>'),
    expected: { publishedAt: undefined },
  },
  {
    name: 'the future is none',
    html: dated('<time datetime="2031-05-08">8 May 2031</time>'),
    expected: { publishedAt: undefined },
  },
  {
    name: 'a related article’s date is none',
    html: article(
      '',
      `<h1>Wards turn to AI and nurses wait</h1>${'<p>text</p>'.repeat(200)}<aside class="related"><ul><li>Old story <span class="date">8 May 2021</span> <time datetime="2021-05-08">May</time></li></ul></aside>`,
    ),
    expected: { publishedAt: undefined },
  },
  {
    name: 'an impossible day is none',
    html: dated('<p class="date">32 May 2025</p>'),
    expected: { publishedAt: undefined },
  },
]

const credited = (markup: string, head = '') =>
  article(
    `<meta property="og:site_name" content="Harbour Daily">${head}`,
    `<h1>Wards turn to AI and nurses wait</h1>${markup}`,
  )

export const creditCases: MetadataCase[] = [
  {
    name: 'rel=canonical to another house',
    html: credited('', '<link rel="canonical" href="https://www.coastpost.example/2025/ward-letters">'),
    expected: {
      credit: {
        name: 'coastpost.example',
        url: 'https://www.coastpost.example/2025/ward-letters',
        evidence: 'rel=canonical',
      },
    },
  },
  {
    name: 'rel=canonical, named by the page',
    html: credited(
      '<p>Source: <a href="https://www.coastpost.example/2025/ward-letters">Coast Post</a></p>',
      '<link rel="canonical" href="https://www.coastpost.example/2025/ward-letters">',
    ),
    expected: {
      credit: {
        name: 'Coast Post',
        url: 'https://www.coastpost.example/2025/ward-letters',
        evidence: 'rel=canonical',
      },
    },
  },
  {
    name: 'a source line with a link',
    html: credited('<p>Source: <a href="https://www.coastpost.example/x">Coast Post</a></p>'),
    expected: {
      credit: { name: 'Coast Post', url: 'https://www.coastpost.example/x', evidence: 'Source: line' },
    },
  },
  {
    name: 'originally published',
    html: credited(`<p>${words}</p><p>This article was originally published in the Coast Post.</p>`),
    expected: { credit: { name: 'Coast Post', evidence: '"This article was originally published in" line' } },
  },
  {
    name: 'an aggregator’s label',
    html: credited(
      '<div class="meta"><a class="publisher" href="/publishers/coast-post">Coast Post</a><span class="date">8 May 2025</span></div>',
    ),
    expected: { credit: { name: 'Coast Post', evidence: 'publisher label' } },
  },
  {
    name: 'a wire’s dateline',
    html: credited(
      '<p>LONDON, May 8 (Reuters) - Wards have turned to AI, and nurses wait to see what it brings.</p>',
    ),
    expected: { credit: { name: 'Reuters', evidence: 'dateline (Reuters)' } },
  },
  {
    name: 'an unknown wire’s dateline',
    html: credited(
      '<p>CHICAGO, Nov 14 (Meridian) - Wards have turned to AI, and nurses wait to see what it brings.</p>',
    ),
    expected: { credit: { name: 'Meridian', evidence: 'dateline (Meridian)' } },
  },
  {
    name: 'a German wire',
    html: credited('<p>Berlin (dpa) - Die Stationen nutzen KI.</p>'),
    expected: { credit: { name: 'dpa', evidence: 'dateline (dpa)' } },
  },
  {
    name: 'a wire in the byline',
    html: credited('<div class="byline">By Ann Lee, Associated Press</div>'),
    expected: { credit: { name: 'Associated Press', evidence: 'byline (Associated Press)' } },
  },
  {
    name: '来源',
    html: '<html><head><meta property="og:site_name" content="医界日报"></head><body><h1>近百家医院接入大模型</h1><div class="info"><span>2025年5月8日</span> <span>来源：新华社</span> <span>作者：陈静</span></div><p>近百家医院已经接入大模型，医生们说这是一个新的开始。</p></body></html>',
    expected: { credit: { name: '新华社', evidence: '来源 line' } },
  },
  {
    name: '转载自 with a link',
    html: '<html><head><meta property="og:site_name" content="医界日报"></head><body><h1>近百家医院接入大模型</h1><p>转载自：<a href="https://www.nanyue.example/a">南粤健康报</a></p><p>近百家医院已经接入大模型，医生们说这是一个新的开始。</p></body></html>',
    expected: {
      credit: { name: '南粤健康报', url: 'https://www.nanyue.example/a', evidence: '转载自 line' },
    },
  },
  {
    name: 'a Chinese dateline',
    html: '<html><head><meta property="og:site_name" content="医界日报"></head><body><h1>近百家医院接入大模型</h1><p>新华社北京5月8日电（记者陈静）近百家医院已经接入大模型，医生们说这是一个新的开始。</p></body></html>',
    expected: { credit: { name: '新华社', evidence: 'dateline (新华社)' } },
  },
  {
    name: 'a Chinese line that holds the day, the source and the reporter',
    html: '<html><head><title>近百家医院接入大模型-智慧医疗-南粤健康报</title></head><body><table><tr><td><h1>近百家医院接入大模型</h1></td></tr><tr><td class="info">2025年5月8日 10:15　来源：新华社　记者：梁嘉敏、陈静　【字体：大 中 小】</td></tr><tr><td><p>近百家医院已经接入大模型，医生们说这是一个新的开始，但是问题还很多。</p></td></tr><tr><td>责任编辑：王强</td></tr></table></body></html>',
    expected: {
      credit: { name: '新华社', evidence: '来源 line' },
      authors: ['梁嘉敏', '陈静'],
      siteName: '南粤健康报',
      publishedAt: '2025-05-08T02:15:00.000Z',
      publishedOn: '2025-05-08',
    },
  },
  {
    name: 'on a copy the other paper is no author',
    html: '<html><head><title>近百家医院接入大模型_要闻_医界日报网</title><meta name="author" content="南粤健康报"><meta name="source" content="南粤健康报"></head><body><h1>近百家医院接入大模型</h1><p>近百家医院已经接入大模型，医生们说这是一个新的开始，但是问题还很多。</p></body></html>',
    expected: { credit: { name: '南粤健康报', evidence: 'source' }, authors: [] },
  },
  // negatives
  {
    name: 'the own name is no credit',
    html: credited('<p>Source: Harbour Daily</p><div class="publisher">Harbour Daily</div>'),
    expected: { credit: undefined },
  },
  {
    name: 'the own host under another name is no credit',
    html: credited('', '<link rel="canonical" href="https://m.harbour-daily.example/health/ward-letters">'),
    expected: { credit: undefined },
  },
  {
    name: 'the publishing company is no credit',
    html: credited(
      '',
      ld({
        '@type': 'NewsArticle',
        headline: 'Wards turn to AI and nurses wait',
        publisher: { '@type': 'Organization', name: 'Coastal Media Group' },
      }),
    ),
    expected: { credit: undefined },
  },
  {
    name: 'a picture’s source is no credit',
    html: credited('<figure><img src="x"><figcaption>Source: Coast Pictures</figcaption></figure>'),
    expected: { credit: undefined },
  },
  {
    name: '图片来源 is no credit',
    html: credited('<p>图片来源：视觉图库</p>'),
    expected: { credit: undefined },
  },
  {
    name: 'an abbreviation in brackets is no wire',
    html: credited('<p>Large language models (LLM) - the kind that writes letters - are new here.</p>'),
    expected: { credit: undefined },
  },
  {
    name: 'a related article’s outlet is no credit',
    html: article(
      '<meta property="og:site_name" content="Harbour Daily">',
      `<h1>Wards turn to AI and nurses wait</h1>${`<p>${words}</p>`.repeat(120)}<div class="related"><span class="source">Coast Post</span><h3>Another story</h3></div>`,
    ),
    expected: { credit: undefined },
  },
  {
    name: 'a wire on its own site is no credit',
    html: '<html lang="en"><head><meta property="og:site_name" content="AP News"></head><body><h1>Wards turn to AI and nurses wait</h1><p>CHICAGO (AP) — Wards have turned to AI, and nurses wait to see what it brings.</p></body></html>',
    expected: { credit: undefined },
  },
  {
    name: 'the house’s terms are no credit',
    html: '<html><head><title>近百家医院接入大模型_要闻_医界日报网</title></head><body><h1>近百家医院接入大模型</h1><p>近百家医院已经接入大模型，医生们说这是一个新的开始。</p><p>凡本网注明“来源：医界日报”的所有作品，转载请注明来源：医界日报</p></body></html>',
    expected: { credit: undefined },
  },
  {
    name: 'the own name in the title is no credit',
    html: '<html><head><title>近百家医院接入大模型_要闻_医界日报网</title><meta name="source" content="医界日报"></head><body><h1>近百家医院接入大模型</h1><p>来源：医界日报</p><p>近百家医院已经接入大模型，医生们说这是一个新的开始。</p></body></html>',
    expected: { credit: undefined },
  },
  {
    name: 'share via mail is no credit',
    html: credited('<a href="#">via E-Mail teilen</a>'),
    expected: { credit: undefined },
  },
  {
    name: 'a paper that is reported on is no credit',
    html: credited(
      '',
      ld({
        '@type': 'NewsArticle',
        headline: 'Wards turn to AI and nurses wait',
        isBasedOn: {
          '@type': 'ScholarlyArticle',
          name: 'Careful Letters',
          url: 'https://doi.org/10.5555/jdc.2025.014',
        },
      }),
    ),
    expected: { credit: undefined },
  },
]

export const fieldCases: MetadataCase[] = [
  {
    name: 'canonical, description, section, keywords',
    html: article(
      '<link rel="canonical" href="/health/ward-letters?x=1"><meta property="og:description" content="What the machine writes."><meta property="article:section" content="Health"><meta property="article:tag" content="AI"><meta property="article:tag" content="ai"><meta property="article:tag" content="Hospitals">',
      '<h1>Wards turn to AI</h1>',
    ),
    expected: {
      canonicalUrl: 'https://www.harbour-daily.example/health/ward-letters?x=1',
      description: 'What the machine writes.',
      section: 'Health',
      keywords: ['AI', 'Hospitals'],
    },
  },
  {
    name: 'a front page as canonical is not believed',
    html: article(
      '<link rel="canonical" href="https://www.harbour-daily.example/">',
      '<h1>Wards turn to AI</h1>',
    ),
    expected: { canonicalUrl: undefined },
  },
  {
    name: 'a script address is no canonical',
    html: article('<link rel="canonical" href="javascript:alert(1)">', ''),
    expected: { canonicalUrl: undefined },
  },
  {
    name: 'paywall by JSON-LD',
    html: article(ld({ '@type': 'NewsArticle', headline: 'x', isAccessibleForFree: 'False' }), ''),
    expected: { paywalled: true },
  },
  {
    name: 'paywall by content_tier',
    html: article('<meta property="article:content_tier" content="locked">', ''),
    expected: { paywalled: true },
  },
  {
    name: 'free is not paywalled',
    html: article(
      `<meta property="article:content_tier" content="free">${ld({ '@type': 'NewsArticle', isAccessibleForFree: true })}`,
      '',
    ),
    expected: { paywalled: false },
  },
  {
    name: 'ids of a paper',
    html: article(
      '<meta name="citation_doi" content="doi:10.5555/JDC.2025.014"><meta name="citation_pmid" content="40123456">',
      '',
    ),
    expected: { ids: { doi: '10.5555/jdc.2025.014', pmid: '40123456' } },
  },
  {
    name: 'a theme’s lang gives way to the text',
    html: article(
      '',
      '<h1>Ärzte prüfen</h1><p>Die Klinik nutzt das neue System seit dem Frühjahr, und die Ärzte, die gefragt wurden, sagen, dass es ihnen eine Stunde am Tag spart und dass sie nicht mehr ohne es arbeiten wollen.</p>',
    ).replaceAll(
      words,
      'Das ist für die Ärzte nicht immer einfach, und sie haben auch nach einem Jahr noch viele Fragen, die ihnen niemand beantwortet. ',
    ),
    expected: { language: 'de' },
  },
  {
    name: 'traditional Chinese',
    html: '<html lang="zh"><body><h1>醫院應用大模型</h1><p>近百家醫院已經應用大模型，醫生們說這是一個新的開始，但是問題還很多。</p></body></html>',
    expected: { language: 'zh-Hant' },
  },
]
