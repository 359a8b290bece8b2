// Owns the lines that are never an article's own words: pointers to other articles, adverts, calls to subscribe or
// share, comment boxes, time stamps, picture credits, legal lines. It must never judge by more than the line itself.
//
// The phrases were collected by reading what extractors leave in pages of newspapers, trade papers, blogs and
// aggregators in each language; every list holds whole openings, not single words, so that prose survives.

export type JunkReason =
  | 'pointer'
  | 'advert'
  | 'subscribe'
  | 'share'
  | 'comments'
  | 'stamp'
  | 'credit'
  | 'legal'
  | 'contact'
  | 'tool'
  | 'symbols'

type Rule = { reason: JunkReason; charsMax: number; pattern: RegExp }

/** Why a block's text is junk, or undefined. "Read more: Hospitals go digital" -> "pointer". */
export function findJunk(text: string): JunkReason | undefined {
  if (text.length > ruleCharsMax) return undefined
  if (!/[\p{L}\p{N}]/u.test(text)) return 'symbols'
  const plain = text.replace(/^[\s\p{P}\p{S}]+/u, '')
  for (const rule of rules) {
    if (plain.length <= rule.charsMax && rule.pattern.test(plain)) return rule.reason
  }
  return undefined
}

/** Whether a heading or line opens a list of other articles or a box after the text, as "Related articles" does. */
export function opensStrangers(text: string): boolean {
  return text.length <= 80 && strangers.test(text.replace(/^[\s\p{P}\p{S}]+/u, ''))
}

/** "3 hours ago", "Harbour Daily · 5 hours ago", "2小时前 - 港湾日报": how aggregators date a stranger's headline. */
export function isAge(text: string): boolean {
  return text.length <= 100 && age.test(text)
}

const age =
  /(?:^|[-–—·|•,\s])(?:\d{1,2}|an?|one) ?(?:min(?:ute)?s?|hours?|hrs?|h|days?|d|weeks?|months?) ago\b|(?:^|[\s·|-])\d{1,2} ?(?:分钟|小时|天|周|个月|分鐘|小時|個月)前|\bvor (?:\d{1,2}|einer|einem) (?:minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?)\b|\bhace (?:\d{1,2}|una?) (?:minutos?|horas?|días?|semanas?)\b|\bil y a (?:\d{1,2}|une?) (?:minutes?|heures?|jours?|semaines?)\b|\bhá \d{1,2} (?:minutos?|horas?|dias?)\b|(?:^|\s)\d{1,2}(?:分|時間|日)前/iu

const ruleCharsMax = 300
const end = '[\\s\\p{P}\\p{S}]*$'

const strangers = new RegExp(
  `^(?:${[
    'related(?: (?:articles?|stories|story|posts?|news|content|coverage|topics?|links?|reading|videos?|items)\\b.*)?',
    '(?:more|latest|recent|other|top|popular|trending|featured|recommended)(?: great| recent| related| popular| top)?(?: [\\p{L}\\p{N}]+){0,2} (?:articles?|stories|posts?|news|headlines|reads|videos|coverage)(?: .{0,30})?',
    'more (?:from|on|in|about) .{1,50}',
    "(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended(?: for you| reading)?|trending(?: now)?|most (?:read|popular|viewed|shared)|editors?[’']? (?:picks?|choice)|don[’']t miss|what to read next|read (?:more|next|also)|up next|see also|also read|further reading|around the web|from the web|promoted stories|keep reading)\\b.{0,40}",
    'comments?(?: \\(?\\d+\\)?)?|\\d+ comments?|(?:leave|post|add|write) a (?:comment|reply).*|join the (?:conversation|discussion).*',
    'mehr (?:zum thema|zu .{1,40}|aus .{1,40}|von .{1,40}|artikel.*|infos?.*|informationen.*)|weitere (?:artikel|beiträge|themen|meldungen|nachrichten|infos?|informationen|links|news).*|weiterführende (?:links|informationen|artikel).*|zum weiterlesen|lesen sie auch|lesen sie (?:mehr|hier).*|auch interessant|das könnte (?:sie|dich|ihnen|euch) (?:auch )?(?:interessieren|gefallen)|ähnliche (?:artikel|beiträge|themen)|verwandte (?:artikel|themen|beiträge)|passend zum thema|schon gelesen|neueste (?:artikel|beiträge)|meistgelesen.*|top-?themen|empfehlungen.*|kommentare?(?: \\(?\\d+\\)?)?|\\d+ kommentare?|schreib.{0,5} einen kommentar|links zum thema|noch mehr .{1,40}|zusatzinformationen|über (?:den autor|die autorin|die autoren)',
    "(?:à lire aussi|lire aussi|à lire également|sur le même (?:sujet|thème)|articles? (?:liés|similaires|connexes|recommandés).*|plus d[’']articles.*|voir aussi|commentaires?)",
    '(?:artículos|noticias|notas|temas|contenidos?) (?:relacionad[oa]s|recomendad[oa]s).*|lea también|lee también|te puede interesar|le puede interesar|también te puede interesar|más (?:noticias|leídas|información).*|comentarios?|leia (?:também|mais)|veja também|notícias relacionadas|artigos relacionados|leggi anche|articoli correlati|potrebbe interessarti.*',
    '(?:czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|przeczytaj (?:też|także)|polecamy|powiązane.*|komentarze|lees ook|meer over .*|gerelateerd.*|läs (?:också|mer)|les også|læs også|lue myös)',
    '(?:相关(?:阅读|新闻|报道|文章|推荐|链接|资讯|内容)|相關(?:閱讀|新聞|報導|文章|推薦)|延伸(?:阅读|閱讀)|推荐(?:阅读|文章)|推薦(?:閱讀|文章)|热门(?:文章|推荐|新闻|评论)|熱門(?:文章|新聞)|猜你喜欢|为您推荐|更多(?:精彩|新闻|资讯|相关|新聞|文章).*|最新(?:评论|文章|新闻|消息)|网友评论|網友評論|发表评论|發表評論|评论(?:区)?|評論|上一篇|下一篇|精彩推荐|大家都在看|看更多|関連(?:記事|リンク|ニュース).*|あわせて読みたい|おすすめ(?:記事)?.*|人気記事.*|関連キーワード|コメント)',
  ].join('|')})${end}`,
  'iu',
)

const rules: readonly Rule[] = [
  {
    reason: 'pointer',
    charsMax: 220,
    pattern:
      /^(?:read (?:more|also|next|the full (?:story|article))|also read|see also|more on this|related(?: (?:articles?|stories|story|posts?|news|content|coverage|reading|video))?\s*[:：|»>]|you (?:may|might) also (?:like|enjoy)|click here (?:for|to)|(?:continue|keep) reading|don['’]t miss\s*[:：]|recommended\s*[:：]|watch\s*(?:now)?\s*[:：]|listen\s*[:：]|see more\b|view (?:more|all|gallery)\b|lesen sie (?:auch|hier|mehr|dazu|außerdem|weiter)|auch lesen|lies(?:\s+hier)? auch|lies mehr|mehr (?:dazu|zum thema)|mehr lesen|weiterlesen|siehe auch|hier geht['’]?s? (?:es )?(?:zu|zum|zur)\b|das könnte (?:sie|dich)|passend dazu|schon gelesen|\.*\s*weiter zu|à lire (?:aussi|également)|lire (?:aussi|la suite|également)|voir aussi|sur le même (?:sujet|thème)|lea (?:también|más|además)|lee (?:también|además|más)|vea (?:también|además)|ver (?:también|más)\b|(?:te|le) puede interesar|mira también|leer más|leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi (?:anche|tutto)|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również|więcej)|przeczytaj (?:też|także|również)|polecamy\s*[:：]|dowiedz się więcej|mira\s*[:：]|das thema könnte|lust auf mehr|lees (?:ook|meer|verder)|läs (?:också|mer)|les (?:også|mer)|læs (?:også|mere)|lue myös|читайте (?:также|ещё)|смотрите также|devamını oku)(?!\p{L})/iu,
  },
  {
    reason: 'pointer',
    charsMax: 120,
    pattern:
      /^(?:相关(?:阅读|新闻|报道|文章|推荐|链接|资讯)|相關(?:閱讀|新聞|報導|文章)|延伸(?:阅读|閱讀)|推荐(?:阅读|文章)|推薦(?:閱讀|文章)|更多(?:精彩|新闻|资讯|相关|新聞)|上一篇|下一篇|点击(?:查看|阅读|进入|这里)|點擊(?:查看|閱讀|進入)|阅读(?:原文|全文|更多)|閱讀(?:原文|全文|更多)|查看(?:原文|全文|更多)|查看更多|返回(?:首页|顶部|列表)|関連記事|あわせて読みたい|続きを読む|もっと見る|次(?:の|へ)ページ)/u,
  },
  {
    reason: 'advert',
    charsMax: 60,
    pattern:
      /^(?:advertisements?|advertising|advertise(?:ment)? - .{0,40}|story continues(?: below)?(?: advertisement)?|article continues (?:below|after).*|continue reading below|scroll (?:down )?to continue.*|sponsored(?: content| links?| post| by .{1,40})?|paid (?:content|post)|promoted|ad|ads by .{1,30}|anzeigen?|werbung|– anzeige –|affiliate[- ]?links?|publicidad|publicité|pubblicità|reklama|annons|annonce|iklan|advertentie|广告|廣告|推广|広告|реклама|スポンサーリンク)[\s\p{P}]*$/iu,
  },
  {
    reason: 'subscribe',
    charsMax: 300,
    pattern:
      /^(?:sign ?up (?:for|to|here|now|today)|sign up\b.{0,80}newsletter|subscribe(?: now| today| here)?(?: to| for|[.!:]|$)|get (?:the|our|all the) .{0,60}(?:newsletter|inbox|headlines|straight to|delivered)|(?:want|would you like) .{0,60}(?:newsletter|inbox)|(?:join|register|log ?in|sign in)(?: now| here| today)? (?:to|for|with|our)\b|already (?:a subscriber|registered|a member|have an account)|never miss\b|stay (?:up to date|informed|in the know|connected|tuned)\b.{0,120}(?:newsletter|sign|subscri|follow|inbox|update)|.{0,60}(?:delivered|sent) (?:straight |directly )?to your (?:inbox|e-?mail).{0,60}$|.{0,120}(?:sign up|subscribe) (?:to|for) (?:our|the|my|free)\b.{0,60}newsletters?|.{0,30}\bnewsletter\b.{0,30}$|enter your e-?mail|(?:your )?e-?mail address\s*[*:]?$|by (?:signing up|subscribing|submitting|clicking|providing).{0,200}(?:agree|consent|terms|privacy)|this site is protected by recaptcha|you (?:can|may) unsubscribe|thank(?:s| you) for (?:subscribing|signing up|your (?:interest|registration))|support (?:our|us|quality|independent)\b.{0,120}|become an? (?:member|subscriber|supporter|patron)|if you (?:enjoy|enjoyed|like|liked) (?:reading )?(?:this|our)\b|donate(?: now| today| here)?\b.{0,60}$|jetzt (?:abonnieren|anmelden|registrieren|newsletter|kostenlos|testen|lesen|unterstützen)|(?:unser(?:en)?|zum|den|der|kostenlose[rn]?) newsletter\b|newsletter\b.{0,120}$|abonnieren sie|abonniere\b|melden sie sich\b.{0,120}(?:an|newsletter)|melde dich\b|(?:keine|nichts) .{0,40}(?:mehr )?verpassen|gefällt (?:dir|ihnen|euch) (?:unser|der|dieser|das|die)|(?:hat )?(?:dir|ihnen|euch) (?:der|dieser) (?:artikel|beitrag)|unterstütz(?:e|en sie|t) (?:uns|unsere?n?|den|die|das)\b|abonnez-vous|inscrivez-vous|s['’]abonner|recevez\b.{0,80}(?:newsletter|mail)|suscr[ií]b(?:ete|ase|irse)\b|reg[ií]strate|recib[ae] (?:nuestr|las|en tu)|assine\b|inscreva-se|iscriviti|zapisz się|subskrybuj|schrijf je in|prenumerera)/iu,
  },
  {
    reason: 'subscribe',
    charsMax: 160,
    pattern:
      /^(?:订阅|訂閱|立即订阅|免费订阅|登录(?:后)?|登入|注册|註冊|加入会员|加入會員|扫(?:描|一扫|码).{0,30}|掃(?:描|一掃|碼).{0,30}|长按.{0,20}|关注.{0,30}(?:公众号|微信|微博)|關注.{0,30}(?:公眾號|微信)|欢迎关注|歡迎(?:關注|追蹤|訂閱)|.{0,30}(?:微信公众号|官方微信|微信公眾號|客户端)(?:[:：].{0,30})?$|下载.{0,20}(?:APP|客户端)|下載.{0,20}(?:APP|應用)|メルマガ|会員登録|ログイン|無料会員)/iu,
  },
  {
    reason: 'share',
    charsMax: 140,
    pattern:
      /^(?:share(?: (?:this|on|via|with|the|your|it|article|story|post).{0,80})?|tweet(?: this)?|pin(?: it)?|e-?mail(?: this)?|print(?: this)?(?: article| page)?|copy link|link copied!?|whatsapp|facebook|twitter|linkedin|reddit|telegram|pinterest|follow (?:us|me|him|her|them|@|on|.{1,40} on)\b.{0,100}|(?:like|find|join) us on\b.{0,60}|send us your\b.{0,80}|got a (?:tip|story|question)\b.{0,100}|download (?:our|the) (?:free )?.{0,30}app\b.{0,60}|click here to get .{0,60}|teilen(?: auf.{0,40}| sie .{0,60})?|(?:artikel|beitrag|seite) (?:teilen|drucken|empfehlen|merken)(?:.{0,60})?|.{0,30}(?:den|diesen) (?:artikel|beitrag) .{0,20}teilen.{0,20}|(?:artikel|beitrag) gefallen\b.{0,60}|drucken|merken|folge(?:n sie)? (?:uns|mir)\b.{0,80}|partager(?: sur.{0,40}| cet article.{0,20})?|compart(?:ir|e|ilhar|ilhe)\b.{0,60}|condividi\b.{0,40}|udostępnij\b.{0,40}|drukuj|s[ií]gu(?:enos|e-nos|eme)\b.{0,80}|suivez-nous\b.{0,80}|seguici\b.{0,60}|分享(?:到|至|给|本文)?.{0,20}|转发.{0,10}|收藏|点赞|打印|字号.{0,20}|【?(?:关闭|打印|返回).{0,20}】?|シェア(?:する)?|ツイート(?:する)?|この記事をシェア.{0,10})[\s\p{P}\p{S}]*$/iu,
  },
  {
    reason: 'comments',
    charsMax: 160,
    pattern:
      /^(?:comments?\s+)?(?:(?:no|\d+) comments?(?: yet)?|comments? (?:are closed|off|\(\d+\)|section)\b.{0,60}|be the first to (?:comment|reply|review|share)\b.{0,60}|(?:leave|post|add|write) a (?:comment|reply|review)\b.{0,60}|join the (?:conversation|discussion)\b.{0,80}|what do you think\b.{0,80}(?:comment|below)|let us know\b.{0,100}(?:comment|below).{0,20}|(?:your|please) (?:comment|e-?mail address will not).{0,80}|(?:log|sign) in to (?:comment|reply|leave)\b.{0,60}|report (?:a typo|an error|this).{0,60}|was this (?:article|page|information|content)? ?(?:helpful|useful).{0,40}|did you (?:find|like|enjoy) this\b.{0,60}|rate this\b.{0,40}|(?:keine|\d+) kommentare?(?: vorhanden)?|kommentare? (?:schreiben|verfassen|hinterlassen|lesen|anzeigen)\b.{0,40}|(?:schreib|hinterlasse|verfasse)\S* (?:einen|den ersten|uns)\b.{0,60}|(?:war|ist) (?:der|dieser) (?:artikel|beitrag) .{0,40}(?:nützlich|hilfreich|interessant).{0,60}|aucun commentaire|laisser un commentaire|poster un commentaire|deja (?:un|tu) comentario|deixe (?:um|seu) coment|dodaj komentarz|暂无评论|暫無評論|还没有评论|我要评论|发表评论|發表評論|已有\d+条评论|最新评论|参与评论|コメントを(?:書く|投稿|見る))/iu,
  },
  {
    reason: 'tool',
    charsMax: 220,
    pattern:
      /^(?:try our ai\b.{0,60}|explore what .{1,40} ai can do\b.{0,40}|(?:ask|chat with) (?:our )?(?:the )?ai\b.{0,60}|(?:ai|key) (?:summary|generated summary)|summari[sz]e (?:this|with ai).{0,40}|generate (?:a )?summary|listen to (?:this|the) (?:article|story|post).{0,60}|this (?:article|audio) (?:was|is) (?:ai|auto)[- ]?(?:generated|narrated).{0,60}|(?:play|pause|loading|close|menu|search|skip to .{1,30}|back to top|top|next|previous|prev|expand|collapse|show (?:more|less)|captions?|view (?:image|photos?|gallery)|enlarge(?: image)?|zoom|hide caption|toggle .{0,20}|jump to .{0,30}|table of contents|contents|in this article|on this page)|(?:artikel|beitrag) (?:anhören|vorlesen).{0,40}|inhaltsverzeichnis|inhalt|nach oben|zurück(?: zur (?:übersicht|startseite))?|zur (?:startseite|übersicht)|lade weitere inhalte|quellen (?:ausblenden|anzeigen)|vergrößern|schließen|écouter (?:cet )?article.{0,30}|sommaire|haut de page|escuchar(?: (?:el )?art[ií]culo)?|volver|powered by .{1,30}|the post .{1,120} (?:appeared first|first appeared) on .{1,60}|loading\.*|目录|返回顶部|目次|トップへ戻る)[\s\p{P}\p{S}]*$/iu,
  },
  {
    reason: 'legal',
    charsMax: 300,
    pattern:
      /^(?:©|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|wszelkie prawa|版权(?:所有|声明|归)|版權(?:所有|聲明)|未经授权|未經授權|转载(?:请|须)|轉載請|免责声明|免責聲明|声明[:：]|本文(?:仅代表|不构成|来自|系转载)|无断転載|terms (?:of (?:use|service)|and conditions)|privacy policy|impressum\b.{0,80}$|datenschutz(?:erklärung)?\b.{0,80}$|cookie (?:policy|settings|notice)|(?:this|our) (?:site|website) uses cookies|we use cookies|reprints? and permissions?|rights and permissions|this (?:material|article|content) (?:may not be (?:published|reproduced)|is copyright)|disclaimer\s*:|(?:we|microsoft|this (?:site|article|post)|our team)? ?(?:may|might) (?:earn|receive|contain) .{0,40}(?:commission|affiliate)|when you (?:buy|purchase) .{0,60}links?|(?:\()?alle angaben ohne gewähr)/iu,
  },
  {
    reason: 'credit',
    charsMax: 160,
    pattern:
      /^(?:(?:photo|image|picture|photograph|illustration|graphic|video|credit|photo credit|image credit|picture credit|image source|photo source|featured image|feature image|cover image|file photo|bild|foto|fotos|bildquelle|bildnachweis|bildrechte|titelbild|beitragsbild|fotocredits?|grafik|crédits? photos?|crédit|photo ©|image d['’]illustration|image illustrative|imagen|fotografía|créditos?|zdjęcie|fot\.)\s*(?:credits?|by|via|courtesy(?: of)?)?\s*[:：©|/]|(?:photo|image|picture|photograph)s? (?:by|via|courtesy|credit)\b|photograph:|(?:getty|ap|afp|reuters|shutterstock|istock|dpa|epa|imago)(?: images?| photo)?[\s/]*(?:getty images|afp|via .{1,30})?[\s\p{P}]*$|图(?:片来源|源|\/)|圖(?:片來源|源|\/)|摄影[:：]|攝影[:：]|配图[:：]|写真[:：=])/iu,
  },
  {
    reason: 'stamp',
    charsMax: 120,
    pattern:
      /^(?:(?:first )?(?:published|posted|updated|last (?:updated|modified|edited|reviewed)|date|created|modified|issued)(?: on| at)?\s*[:：]?\s*(?:\p{L}+day,?\s*)?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|today|yesterday|an? |on |at ).{0,90}|tempo de leitura\b.{0,20}|tiempo de lectura\b.{0,20}|temps de lecture\b.{0,20}|czas czytania\b.{0,20}|(?:publikacja|opublikowano|veröffentlichung)\s*[:：]\s*\d.{0,30}|\d+ (?:of|\/) \d+|\d{1,2}:\d{2}(?: [ap]m)?|\d+ ?(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?)(?: read| ago| listen)\b.{0,20}|(?:reading|read) time\s*[:：]?.{0,20}|(?:(?:zuletzt )?aktualisiert(?: am)?|veröffentlicht(?: am)?|stand|erstellt(?: am)?|publiziert(?: am)?|letzte aktualisierung|datum|lesezeit|lesedauer)\s*[:：]?\s*(?:am )?(?:ca\. )?\d.{0,50}|(?:publié|mis à jour|modifié|posté) (?:le|à)\b.{0,60}|(?:publicado|actualizado|atualizado)(?: el| em| en)?\s*[:：]?.{0,50}|(?:发布|更新|发表|發布|發表)(?:时间|日期|時間|于|於)?[:：]?\s*\d.{0,30}|时间[:：].{0,30}|(?:公開|更新|投稿)日?[:：]?\s*\d.{0,20}|阅读[:：量数]?\s*\d.{0,10}|浏览[:：量数]?\s*\d.{0,10})$/iu,
  },
  {
    // A date, with or without weekday, time and zone, and nothing else.
    reason: 'stamp',
    charsMax: 60,
    pattern:
      /^(?:\p{L}{2,12}\.?,?\s+)?(?:\d{1,2}\.?\s*(?:\p{L}{3,12}\.?|\d{1,2}\.)\s*,?\s*(?:\d{4})?|\p{L}{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:[\s,|–—@·-]*(?:at|um|à|a las|às|at)?\s*\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:uhr|h|[A-Z]{2,5})?)?[\s\p{P}]*$/iu,
  },
  {
    reason: 'contact',
    charsMax: 120,
    pattern:
      /^(?:责任编辑|責任編輯|责编|編輯|编辑|校对|审核|来源|來源|作者|记者|撰文|文\/|监制|通讯员|原标题|原標題|标签|標籤|关键词|關鍵詞|分类|本文来源)[:：].{0,60}$/u,
  },
  {
    // "2026-03-20 20:40 来源：医界日报 作者：沈若溪 字号：大 中 小"
    reason: 'contact',
    charsMax: 120,
    pattern:
      /^(?:发布时间[:：]\s*)?\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*(?:来源|來源|作者|记者|記者|编辑|編輯|字号|字體|字体)\s*[:：].{0,90}$/u,
  },
  {
    // "（本报记者 沈若溪）" as a line of its own; the opening bracket is already off
    reason: 'contact',
    charsMax: 50,
    pattern:
      /^(?:本报|本報|本刊|本网|本網|新华社)?(?:见习|实习)?(?:记者|記者|通讯员|通訊員|特约记者)\s?[:：]?\s?[\p{sc=Han}·、\s]{2,36}[)）】]$/u,
  },
  {
    reason: 'contact',
    charsMax: 200,
    pattern:
      /^(?:tags?|keywords?|topics?|filed under|categor(?:y|ies)|posted in|tagged(?: with)?|schlagwörter|schlagworte|stichwörter|stichworte|themen|kategorien?|mots[- ]clés|étiquettes|etiquetas|temas|palabras clave|tagi|tags e)\s*(?:[:：]|(?= \p{L}))(?!.*[.!?]\s).{0,180}$/iu,
  },
]
