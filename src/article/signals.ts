// Owns what an element's tag, class, id and roles say about its content: body, lead, caption, or chrome.
// It must never look at the text; a page's own names are hints, and the caller weighs them against the votes.
//
// The word lists follow the class and id names that Trafilatura (xpaths.py), Readability (REGEXPS) and jusText's
// boilerplate studies name, plus the default class names of WordPress, Drupal, TYPO3, Joomla, Ghost and AMP.

export type Signal = 'body' | 'lead' | 'caption' | 'chrome' | 'byline' | 'none'

/** "relatedStories_box" -> "related stories box": words of class and id, lower case, camel case opened. */
export function nameWords(element: Element): string {
  const named = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
  if (named === ' ') return ''
  return named
    .slice(0, nameCharsMax)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9\u00c0-\uffff]+/g, ' ')
}

const nameCharsMax = 300

// Beginnings of words: "relatedposts", "commentlist", "newsletterbox".
const chromeStems =
  'relat(?!ive)|recommend|recirc|newslet|subscri|comment(?!ary)|disqus|respond|repl(?:y|ies)|breadcrumb|sidebar|sharing|sharedaddy|' +
  'addtoany|addthis|social|cookie|consent|gdpr|popup|modal|overlay|outbrain|taboola|advert|sponsor|promo|trending|popular|' +
  'mostread|mostviewed|pagination|pager|navbar|navig|masthead|footer|toolbar|disclaimer|copyright|impressum|' +
  'jp relatedposts|skiplink|skyscraper|shoutbox|rating|voting|teaserlist|linkbox|linklist|infobox links|tagcloud|taglist|syndicat|' +
  'donat|membership|crosslink|upsell|readmore|alsoread|youmaylike|signup|registration|morefrom|crosssell|storylist|authorbio|' +
  'authorbox|autorenbox|aboutauthor|werbung|anzeige|merkliste|bookmark|feedback|suggest|weiterlesen|zumthema|mehrzum|inread|kommentar|disclosure|interesting articles|third party|livefyre|captcha'
// Whole words.
const chromeWords =
  'ad|ads|adv|advt|nav|menu|submenu|tags|tag list|post tags|share|shares|follow|login|paywall|print button|toc|toc container|' +
  'read more|also read|more from|more on|see also|you may like|next post|previous post|prev next|post nav|author bio|author box|' +
  'about author|author info|post author|bio|sign up|call to action|cta|banner|legal|read next|up next|most read|' +
  'editor picks|whatsapp|telegram|tweet this|utility|utilities|kiosk|shop|shopping|product deal|screen reader text|visually hidden|sr only'
const chrome = new RegExp(`(?:^| )(?:(?:${chromeStems})|(?:${chromeWords})(?= |$))`)

const byline =
  /(?:^| )(?:byline|bylines|dateline|timestamp|publish date|published date|pub date|post date|entry date|post meta|postmeta|postmetadata|entry meta|article meta|meta data|metadata|submitted|author|authors|autor|attribution)(?= |$)/
const caption =
  /(?:^| )(?:caption|captions|wp caption|imagedescription|image description|img description|image desc|bildbeschreibung|legend|bildunterschrift|bildtext|credit|credits|img metadata|image metadata|photo credit|picture source|legende|copyright)(?:s| text)?(?= |$)/
const lead =
  /(?:^| )(?:lead|lede|leadtext|lead text|teaser text|teasertext|intro|introtext|introduction|standfirst|dek|deck|subtitle|subhead|subheading|subheadline|sub title|sub headline|chapo|chapeau|vorspann|anriss|abstract|summary|description|kicker text|excerpt|unterzeile|dachzeile intro|atc intro text|entradilla|bajada|sumario|ingress|sommario|occhiello)(?= |$)/
const body =
  /(?:^| )(?:article ?body|body ?text|article ?text|article ?content|articlecontent|entry ?content|post ?content|post ?body|story ?body|story ?content|story ?text|main ?content|news ?text|rich ?text|richtext|td post content|single ?content|page ?content|text ?body|field name body|field body|content ?body|copytext|articlebody|mw parser output|body ?copy)(?= |$)/

// <article> is used for comments and teasers too.
const strangeArticle = /(?:^| )(?:comment|respon|repl|teas|relat(?!ive)|promo|recommend|card|advert|sponsor)/

export function signalOf(element: Element, words: string): Signal {
  const tag = element.tagName
  if (tag === 'HTML' || tag === 'BODY') return 'none' // their classes speak of the page: "has-sidebar single-post"
  if (tag === 'NAV' || tag === 'FOOTER' || tag === 'ASIDE') return 'chrome'
  const role = element.getAttribute('role')
  if (
    role &&
    /^(?:navigation|complementary|contentinfo|search|banner|dialog|alertdialog|menu|toolbar)$/.test(role)
  )
    return 'chrome'
  const prop = element.getAttribute('itemprop')
  if (prop) {
    if (/articleBody|reviewBody/.test(prop)) return 'body'
    if (/^(?:author|datePublished|dateModified|publisher)$/.test(prop)) return 'byline'
    if (/^(?:caption)$/.test(prop)) return 'caption'
  }
  if (words === '') return 'none'
  if (caption.test(words)) return 'caption'
  if (chrome.test(words) && tag !== 'MAIN' && !(tag === 'ARTICLE' && !strangeArticle.test(words)))
    return 'chrome'
  if (body.test(words)) return 'body'
  if (lead.test(words)) return 'lead'
  if (byline.test(words)) return 'byline'
  return 'none'
}

/** Whether the element is not shown: nothing under it is what a reader reads. */
export function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden')) return true
  const style = element.getAttribute('style')
  return style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)
}
