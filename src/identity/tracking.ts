// Owns the table of query parameters that follow readers, not pages. It must never hold a parameter
// that can choose the article (id, p, page, article, story).

// Written by us after reading what these lists agree on: ClearURLs Rules (globalRules), AdGuard URL Tracking Protection
// (general), Firefox query stripping (query-stripping records), Brave's query filter, WebKit/Safari Link Tracking
// Protection. Grouped by who sets them.
const trackingNames = new Set(
  `
  gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid gs_lcp gs_l ved usg sca_esv srsltid _ga _gl _gid
  fbclid fb_action_ids fb_action_types fb_ref fb_source fb_comment_id igsh igshid mibextid
  msclkid cvid ocid
  twclid ref_src ref_url
  yclid ysclid _openstat ymclid
  ttclid _ttp
  li_fat_id lipi trk trkinfo trackingid
  epik
  rdt_cid
  mc_cid mc_eid mc_tc
  _hsenc _hsmi __hssc __hstc __hsfp hsctatracking __s
  mkt_tok
  vero_id vero_conv
  oly_anon_id oly_enc_id rb_clickid s_cid s_kwcid ef_id wickedid
  bsft_clkid bsft_eid bsft_uid bsft_mid bsft_mime_type
  _kx klaviyo_id
  ml_subscriber ml_subscriber_hash
  sc_cid icid ncid intcid cmpid cmp_id campaign_id campaignid
  at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type at_link_origin at_format at_ptr_name at_bbc_team
  guccounter guce_referrer guce_referrer_sig
  wt_mc wt_zmc wtmc xtor ns_mchannel ns_campaign ns_source ns_linkname ns_fee
  dm_i pk_campaign pk_kwd pk_source pk_medium piwik_campaign piwik_kwd
  spm scm spm_id_from share_source share_medium share_token vd_source isappinstalled weibo_id nsukey share_from share_tag
  sharetype smid smtyp partner reflink taid soc_src soc_trk feedtype _branch_match_id _branch_referrer
  token_source nl_id
  amp amp_js_v amp_gsa amp_ct amp_r usqp
  phpsessid jsessionid aspsessionid cfid cftoken sessionid session_id zenid osid
  `
    .trim()
    .split(/\s+/),
)

const trackingPrefixes = [
  'utm_',
  'utm-',
  'itm_',
  'mtm_',
  'matomo_',
  'hsa_',
  'pk_',
  'stm_',
  'aspsessionid',
  'at_recipient',
]

// Words that choose a page on some sites and only say where the reader came from on others: the value decides.
const cameFrom =
  /^(?:rss\d?|feed|feedburner|twitter|x|facebook|fb|linkedin|weibo|wechat|weixin|qq|timeline|groupmessage|singlemessage|email|newsletter|share|social|app|mobile|amp|homepage|home|google|googlenews|gnews|flipboard|smartnews|nl|push|hp|article_inline|recommended|related|topnews|search)$/i
const ambiguousNames: Record<string, RegExp> = {
  ref: cameFrom,
  referrer: cameFrom,
  referer: cameFrom,
  source: cameFrom,
  src: cameFrom,
  from: cameFrom,
  via: cameFrom,
  medium: cameFrom,
  cid: /^(?:rss|newsletter|social|email)[\w:-]*$/i,
  output: /^amp$/i,
  outputtype: /^amp$/i,
  view: /^(?:amp|print)$/i,
  print: /^(?:1|true|yes|y)?$/i,
  sr_share: /^/,
  scene: /^\d{0,4}$/,
}

/** True when a parameter says how a reader arrived, not which page is meant. Names in any case. */
export function isTrackingParameter(name: string, value: string): boolean {
  const folded = name.toLowerCase()
  if (trackingNames.has(folded) || trackingPrefixes.some((prefix) => folded.startsWith(prefix))) return true
  return Object.hasOwn(ambiguousNames, folded) && ambiguousNames[folded]!.test(value)
}
