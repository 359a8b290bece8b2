// What speaks for and against an English figure where no known verb governs it: tables of signs with points. For: words of
// use and of having near those counted. Against: studies, opinions, training, results, money, staff, sizes. A new sign is
// a new row.
import type { ClaimStage } from '../model.ts'

/** Where a sign against counts: right of the number up to the technology, near the number, or anywhere. */
export type Where = 'after' | 'before' | 'near' | 'sentence'
export type Sign = readonly [name: string, where: Where, points: number, pattern: RegExp]

export const AGAINST: readonly Sign[] = [
  [
    'an opinion',
    'after',
    -2,
    /\b(?:believ\w+|think|thought|feel|felt|would (?:use|consider|recommend|buy|pay|trust|prefer|welcome|like|love|rather|not|never|want|support|accept|let|feel|be (?:willing|happy|open|comfortable|interested|ready|glad|more|less))|prefer\w*|worr\w+|fear\w*|welcom\w+|concern\w*|confiden\w+|oppos\w+|agree\w*|disagree\w*|interest(?:ed)?|appetite|willing|comfortable|optimis\w+|pessimis\w+|sceptic\w*|skeptic\w*|likely to|see(?:s)? (?:_+|AI|it|the|a|an|more|no|value|promise|risk\w*) |saw (?:_+|AI|it|value|promise)|consider(?:s|ed)? (?:it|_+|AI|them|the)|rated|rate (?:it|_+|AI|the)\b|views?|expect(?:s|ed)? (?:_+|AI|it|that|more|less|the)|dislike\w*|distrust\w*|doubt\w*|regret\w*|called? (?:it|_+|AI|the|for)|complain\w*|object\w*|favou?r\w*|rank\w*|voted|in favou?r|satisf\w+|happy|unhappy|pleased|recommend\w*|like to|curious|afraid|anxious|hopeful|enthusias\w+|eager|back(?:ed|s)|support(?:ed|s)? (?:the|a|an|it|industrial|calls?)|should|must|voiced|irritat\w+|frustrat\w+|demand\w*|urg(?:e|es|ed|ing)|advantages?|benefits?|insist\w*)\b/i,
  ],
  [
    'knowledge',
    'after',
    -2,
    /\b(?:aware|familiar|heard of|knows?|knew|understand|understood|could (?:name|say|explain|tell)|unaware|recogni[sz]e\w*)\b/i,
  ],
  [
    'readiness',
    'after',
    -2,
    /\b(?:ready|readiness|capacity|bandwidth|budgets?|infrastructure|needs?|needed|prepared(?! to)|lacks?|lacked|lacking|eligible|could benefit|qualif\w+|skills?|the staff to|obstacles?|barriers?|shortages?|afford\w*|vacan\w+)\b/i,
  ],
  [
    'a barrier',
    'near',
    -2,
    /\b(?:name[sd]?|cit(?:e|es|ed)|mention\w*|ke(?:pt|eps?)\b[^.,;]{0,60}\bfrom\b|prevent\w*|hinder\w*|deterr\w+|held back|blam\w+|struggl\w+)\b/i,
  ],
  [
    'training',
    'near',
    -2,
    /\b(?:train(?:ed|ing|s)|taught|teach(?:es|ing (?!hospital))|course|courses|certificate|academy|workshops?|webinars?|conference|congress|summit|curricul\w+|lectures?|attend(?:s|ed|ance|ees?)?\b|attending (?!physician|doctor|surgeon)|listened in|talks?|seminars?|briefing|bootcamp|e-learning|lessons?|learned (?:how|to)|residency)\b/i,
  ],
  [
    'a governing body',
    'after',
    -2,
    /\b(?:committees?|polic(?:y|ies)|governance|guidelines?|strateg\w+|oversight|inventor(?:y|ies)|reports? on|audits? (?:of|for)|rules? (?:for|on)|framework|ethics|checks? for bias|tested (?:it |them )?for|chief AI officer|task ?force|working group|consent|disclos\w+|insurance|liabil\w+|accountable|measures? (?:whether|how)|biased?|guidance|data-protection|assessments? (?:on|of|for)|bills? on|legislat\w+|laws?|acts?)\b/i,
  ],
  [
    'a study',
    'near',
    -2,
    /\b(?:enrol\w*|recruit\w*|randomi[sz]\w*|volunteer\w*|participant\w*|participated|took part|taking part|cohort|arm of|consecutive|trial (?:of|with|in|at|closed|ran|enrol\w*)|the (?:\w+ ){0,3}(?:study|trial) (?:will|includ|involv|follow|cover|drew|ran|was|took|look|compar|of)|respond(?:ed|ents?)|respons\w+|(?<!_ )repl(?:y|ies|ied)|questionnaires?|interview\w*|e-?mailed|mailed|sent to|answered|polled|surveyed|sample of|opened the link|finished|filled in|return\w* (?:the|a|their)|focus groups?)\b/i,
  ],
  [
    'an accuracy',
    'near',
    -2.5,
    /\b(?:accura\w+|sensitivit\w+|specificit\w+|AUC|AUROC|missed|correct\w*|wrong\w*|errors?|mistakes?|mislabel\w*|false|hallucinat\w*|left out|made (?:something|things) up|misread|detected|caught|spotted|identified|(?<!(?:warning|risk|triage|prediction|severity|_) )scored?|flagged|outperform\w*|agreement|recall|precision|discrepan\w+|overrid\w+|ignored|invent\w*|right diagnos\w+|of the time|rather than|succeed\w*|(?:was|were|been) successful|fail(?:s|ed|ing|ures?)?|exams?|passed)\b/i,
  ],
  [
    'an outcome',
    'near',
    -2,
    /\b(?:tired|stress\w*|happier|easier|saved?|savings?|fewer(?! than)|less (?:time|than an? hour|burnout|likely)|(?<!within (?:a|an|\w+) )(?:minutes?|hours?)|reduc\w+|shorter|cut(?:s|ting)?|deaths?|mortality|faster|slower|earlier (?:than|diagnos)|sooner|more (?:likely|patients|cancers|time|often)|as likely|waiting times?|length of stay|complications?|readmi\w+|burnout|infections?|falls? (?:fell|dropped|by)|prevented|avoided|treat(?:ed|s)? (?:some |about |nearly |over )?\d[\d,]*|revenue|productiv\w+)\b/i,
  ],
  [
    'money',
    'near',
    -1.5,
    /(?:[$£€¥]|\b(?:dollars|euros?|pounds|funding|grants? of|invest\w*|costs?|pric\w+|contract worth|spen[dt]\w*|paid|pays?(?! for _)|raised|fees?|budget|billing(?! for)|reimburs\w+|lawsuits?|fine[sd]?)\b)/i,
  ],
  [
    'replies',
    'sentence',
    -1.4,
    /\b(?:(?<!_ )replies|response rate|questionnaires?|e-mailed|enrol\w+|recruit\w+|volunteered|vaccin\w+|one star|stars|reviews? (?:in|on) the|comments?|commented)\b/i,
  ],
  [
    'whom a study asked',
    'sentence',
    -2.5,
    /\b(?:respondents|participants|the sample|the panel|the cohort) (?:were|included|comprised|consisted|represented)\b/i,
  ],
  [
    'a comparison',
    'before',
    -2,
    /\b(?:as (?:well|good|fast|accurate\w*|much|reliabl\w+) as|(?:better|worse|faster|slower|rather) than|equal to|equivalent (?:of|to)|outperform\w*|it (?:takes|took|needs|would take)|on par with) (?:\w+ ){0,2}$/i,
  ],
  [
    'what they are',
    'after',
    -2,
    /^ ?(?:of (?:them|these|those) )?(?:are|were|is|being) (?:(?:in|from) )?(?:teaching|rural|urban|public|private|small|large|female|male|tertiary|academic|children's|for-profit|state-owned|aged)\b/i,
  ],
  [
    'told to',
    'after',
    -2,
    /\b(?:been|were|was|are|be) (?:encouraged|asked|told|urged|invited|advised|instructed|ordered|required|offered training|pressed)\b/i,
  ],
  [
    'what is about the tool',
    'before',
    -1.5,
    /\b(?:polic(?:y|ies)|guidelines?|guidance|rules?|frameworks?|committees?|strateg(?:y|ies)|courses?|training|bills?|laws?|trials?|stud(?:y|ies)|papers?|patents?|complaints?|lawsuits?|debates?|meetings?|reports?) (?:on|for|about|of|governing|over) (?:\w+ )?_/i,
  ],
  [
    'a size class',
    'before',
    -2,
    /\b(?:groups?|practices|teams?|hospitals|clinics|systems|firms) (?:of|with) (?:more than|at least|fewer than|over|under|up to|less than|between)? ?$/i,
  ],
  [
    'whoever has them',
    'before',
    -1.5,
    /\b(?:(?:union|association|society|federation|league) of|hospital with|clinic with|practice with|(?:trust|group|system|company|firm|chain|team|cent(?:re|er)|department|unit|building|complex|campus) with) (?:its |some |about |over |more than )*$/i,
  ],
  ['a measured accuracy', 'sentence', -1.2, /\b(?:sensitivity|specificity|accuracy|AUC|AUROC|area under)\b/i],
  [
    'a crime',
    'sentence',
    -1.8,
    /\b(?:phishing|ransomware|malware|hackers?|fraud\w*|scam\w*|stolen|burglar\w*)\b/i,
  ],
  ['beds', 'near', -2, /\bbeds?\b/i],
  ['a known set', 'before', -0.8, /\b(?:the|these|those) $/i],
  [
    'jobs',
    'near',
    -2,
    /\b(?:hire[sd]?|hiring|jobs?|employs?|employed|workforce|lay(?:s|ing)? off|laid off|layoffs?|redundan\w+|vacanc\w+|engineers|made up of|team of|full-time|posts|salar\w+|staffed by|quit(?! (?:[\w']+ )?_)|resign\w*)\b/i,
  ],
  [
    'data',
    'near',
    -1.6,
    /\b(?:data ?sets?|(?:pre-?)?trained on|contributed by|distilled|fine-tuned|learn(?:ed|s|t) from|from the records|images from|records of|parameters|tokens|papers|paper (?:in|on|by|from)|citations?|cited|patents?|articles|scans from|drawn from|data (?:from|of)|validat\w+|benchmark\w*|published|case reports?|built (?:on|from|with) (?:data|records))\b/i,
  ],
  [
    'a size',
    'before',
    -2,
    /(?<!\b(?:leads|led|list|lead) )\b(?:owns?|owning|owned|manag\w+|runs?|running|operat\w+|oversees|comprises|comprising|employs?|employing|made up of|consist\w* of|has|have|had|with its|with|group of|chain of|network of|system of) (?:some |about |more than |over |nearly |its |their |roughly |around |at least )?$/i,
  ],
  [
    'a danger',
    'near',
    -1.5,
    /(?<!\b(?:before|after|since|despite) (?:the )?)\b(?:outage|hack\w*|breach\w*|ransomware|(?:in|during|after) the attack|offline|downtime|crash\w*|phishing|fraud\w*|scam\w*|cyber-?attack|sued|suing|lawsuits?|recall(?:s|ed)?|petition|strik(?:e|es|ing)|flood\w*|earthquake|fire|storm|without power|blackout|investigat\w+|complain\w+|closed|closure|merg\w+|fined|bankrupt\w*|arrest\w*|suspended for|disciplin\w+|sanction\w*|open letter)\b/i,
  ],
  [
    'a capacity',
    'near',
    -2,
    /\b(?:at (?:a|one|the same) time|at once|simultaneously|can (?:hold|handle|serve|support|manage|take|store)|capacity|up to \d+ (?:users|doctors) per|license[sd]? for up to)\b/i,
  ],
  [
    'a list',
    'near',
    -1,
    /\b(?:top|rank(?:s|ed|ing)?|the first of|award\w*|prize|shortlist\w*|stars?|reviews?|rating|complaints?)\b/i,
  ],
  [
    'a share of something else',
    'near',
    -1.6,
    /\b(?:of (?:all |the )?(?:users|deployments|projects|installations|calls|notes|messages|messages|cases|applications|scans|patients|complaints|articles|letters|tools|products|devices|summaries|errors|alerts|visits|images|budget|spending|reports|prescriptions|bookings|start-?ups|vendors|jobs|funding|contracts|income|sales|revenue)|made up|make up|makes up|account(?:s|ed)? for|women|men|aged|live in|are (?:female|male|based))\b/i,
  ],
  [
    'other trades',
    'near',
    -2,
    /\b(?:(?<!West )banks?|schools?|airlines?|retailers?|farm\w*|factor(?:y|ies)|automak\w+|law firms?|airports?|hotels?|restaurants?|insurers?|police|supermarkets?|universities|teachers|lawyers|accountants|journalists|students)\b/i,
  ],
  [
    'health of people',
    'near',
    -1.5,
    /\b(?:vaccin\w+|smok\w+|obes\w+|diabet\w+ (?:affects|is)|affects|live with|living with|suffer\w*|die[sd]?|infected|smartphones?|pagers?|years old|on average|insured|pregnan\w+|fax|diagnosed with|at risk)\b/i,
  ],
  [
    'a wish',
    'near',
    -1,
    /\b(?:applied|applications|bid|bids|shortlisted|candidates|invited|visit(?:ed|s|ors?)?|toured|met|negotiat\w+|inquir\w+|enquir\w+|waiting list|asked (?:for|to|about|whether|how)|request(?:ed|s) (?:a|to)|looking (?:at|for|into)|discuss\w*)\b/i,
  ],
  [
    'a hole',
    'near',
    -1,
    /\b(?:unaffected|affected|left(?! (?:it|them) (?:in|on|at))|lost|suffered|hit by|faced|waited|shut)\b/i,
  ],
]

/** What those who have something do with it; each speaks for use where a technology stands near. */
export const DOING: readonly (readonly [stage: ClaimStage, verbs: string])[] = [
  [
    'in_use',
    'let lets letting kept have has had having prescribe prescribes prescribed prescribing dictate dictates dictated dictating log logs logged logging write writes wrote written writing send sends sent sending offer offers offered offering share shares shared sharing ask asks asked consult listen listens listening chart charts charted record records recorded book books booked booking screen screens screened screening read reads reading report draw draws drawn drew record do does take takes took taking taken get gets got receive receives received order orders ordered work works worked benefit access accesses accessed accessing enable enabled message hold holds handle handles handled check checks checked keep keeps depend depends rely relies carry carries carried wear wears wore see sees seen track tracks tracked monitor monitors monitored communicate document documents documented documenting scan scans scanned scanning treat treats review reviews process processes processed guide guided assist assists assisted assist interpret interprets triage triages sign signs summarise summarises summarize find found stand stands stood sit sits maintain maintains retain retains boast boasts favour favours pass passes passed feed feeds fed link links linked pull pulls enter enters entered count counts counted number numbers numbered total totals totalled totaled operate operates operated possess possesses try tries rate transmit transmits perform performs performed conduct conducts conducted upload uploads uploaded download downloaded register registers registered subscribe subscribes subscribed pay pays put puts',
  ],
  [
    'deployed',
    'join joins joined joining follow follows followed connect connects connected connecting install installs installed migrate migrates migrated migrating go goes went gone move moved moves switch switched switches convert converted change changed replace replaced replaces acquire acquires acquired buy bought buys purchase purchased bring brings brought come comes came extend extends extended expand expands expanded grow grew grown spread spreads reach reaches reached cover covers covered fit fits fitted kit kitted equip equips equipped build builds built add adds added adding give gives gave given get supply supplied provide provides provided deliver delivered place placed places sign signed win won land landed include includes included start started starts begin began begun launch launched open opened opens stall stalled set hand handed arrive arrived complete completed finish arrive activate activated sit stand distribute distributed issue issued wire wired hook hooked',
  ],
  [
    'discontinued',
    'abandon abandons abandoned drop dropped drops dropping ditch ditched ditches scrap scrapped stop stopped stops quit discontinue discontinued retire retired retires withdraw withdrew withdrawn remove removed removes pull pulled unplug unplugged shelve shelved cancel cancelled canceled end ended terminate terminated deactivate deactivated uninstall uninstalled cease ceased suspend suspended pause paused revert reverted return returned disable disabled decommission decommissioned',
  ],
  [
    'piloting',
    'test tests tested testing pilot pilots piloted piloting trial trials trialled trialed trialling trialing trying evaluate evaluates evaluated evaluating explore explores exploring experiment experiments experimenting experimented assess assesses assessing',
  ],
]

const STAGES = new Map<string, ClaimStage>()
for (const [stage, verbs] of DOING)
  for (const verb of verbs.split(' ')) if (!STAGES.has(verb)) STAGES.set(verb, stage)

/** The stage that a verb of doing speaks of; undefined for other words. */
export const stageOfDoing = (key: string): ClaimStage | undefined => STAGES.get(key)

/** Nothing of the kind, whoever stands before it. */
export const UNRELATED =
  /^(?:believe[sd]?|think|thinks|thought|feel|feels|felt|prefer|trust(?:ed)?|worry|worries|worried|fear|feared|agree|agreed|disagree|oppose[sd]?|welcome[sd]?|recommend(?:ed)?|attend(?:ed)?|hit|lose|lost|pay|spend|spent|meet|met|train(?:ed)?|suffer(?:ed)?|die[ds]?|close[sd]?|merge[sd]?|own|owns|owned|employs?|face|faced|lack|lacks|cite[sd]?|name[sd]?|mention(?:ed)?|sue[sd]?|warn(?:ed)?|visit(?:ed)?|publish(?:ed)?|volunteer(?:ed)?|hire[sd]?|strike|struck|protest(?:ed)?|petition(?:ed)?|apply|applied|invest(?:ed)?|earn(?:ed)?|save[sd]?|missed|miss|complain(?:ed)?|quit|reply|replied|answer(?:ed)?|respond(?:ed)?|voted?|closed|recruited|enrolled|enrolling|surveyed|interviewed|polled|randomised|randomized|participated|participants|respondents)$/

/** A stand in words without a verb: "now at 83 trusts", "six hospitals on board", "with 43% adoption". */
export const STANDING: readonly (readonly [points: number, pattern: RegExp])[] = [
  [
    1,
    /\b(?:adopti\w+|adopters?|uptake|usage|penetration|roll-?outs?|deploy\w*|implement\w*|installed base|footprint|go-lives?|going live|users?|customers?|clients|subscri\w+|coverage|take-up|in (?:use|production|operation|service|place)|operational|live|on ?stream|online|on board|onboard\w*|sign(?:ed|s|ing)? up|switch(?:ed|es|ing)? (?:on|over|to)|licen[cs]e\w*|equipped|fitted|connected|integrat\w+|embedd\w+|available|access to|standard|common|routine\w*|widespread)\b/i,
  ],
  [
    1,
    /\b(?:(?:tak\w+|took|switch\w*|turn\w*|roll\w*|sign\w*|pick\w*) (?:it|them|one|theirs) (?:up|on|off|out|in)|(?:do|did|doing|done) (?:so|it)|counts? among|among (?:its|their|our) (?:customers|clients|users))\b/i,
  ],
  [
    0.6,
    /\b(?:lead|leads|ahead of|followed by|(?:registered|active|daily|monthly|weekly|paying) users|users of|adopted by)\b/i,
  ],
  [0.4, /\b(?:now|currently|today|already|so far|to date|by (?:the end|now)|worldwide|nationwide)\b/i],
]
