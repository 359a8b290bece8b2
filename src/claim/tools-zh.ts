// Digital tools that no vocabulary names, in Chinese: a name in quotation marks before or behind what it is
// (“安康通”健康助手), a product in Latin letters (Mira助手), and the noun of a tool with a word that makes it digital
// (远程胎心监护平台). Only asked where a sentence names no known technology.
import type { Technology } from '../model.ts'
import { tokenAt } from './frame.ts'
import type { PhraseHit, Token } from './phrases.ts'

/** Tools by themselves, where a name or a digital word stands with them. */
const HEAD =
  '(?:大模型|模型|系统|平台|助手|助理|机器人|软件|小程序|智能体|一体机|工作站|终端|工具|设备|装置|应用|程序|管家|医生|护士|引擎|插件|客户端|数字人|手环|手表|腕表|传感器|眼镜|头显|听诊器|相机|眼底机|摄像头|监护仪|监测仪|检测仪|诊断仪|分析仪|舌诊仪|测量仪|血糖仪|血压计|心电贴|心电图机|胶囊|内镜|内窥镜|超声|探头|平板|屏|舱|车|柜|药柜|药房|药盒|发药机|输液泵|输液|床垫|病床|病房|门户|网络|专网|处方|病历|病案|档案|健康卡|健康码|医保码|就诊卡|会诊|问诊|复诊|随访|阅片|读片|影像|审方|质控|导诊|导医|分诊|预警|监测|监护|筛查|录入|转写|查房|护理|叫号|结算|预约|支付|互认|共享|诊断|诊疗|辅诊|评估|测评|导航|消毒|配送|宣教|康复|陪诊|外呼|客服|服务|云|App|APP|app)'
/** Makes of a ward, a prescription or a check something digital. */
const DIGITAL =
  '(?:AI|人工智能|智能(?:化)?|智慧|数智(?:化)?|数字(?:化)?|远程|电子|互联网|云(?:端|上)?|5G|在线|线上|网上|移动|掌上|自动(?:化)?|语音|人脸|刷脸|指纹|可穿戴|穿戴式|无人|物联网|机器人|胸痛预警|预警|辅助|大数据|大模型|区块链|虚拟|增强现实|混合现实|VR|AR|三维|3D|床旁|自助|信息(?:化)?|无线|蓝牙|便携(?:式)?|计算机|算法)'
const INNER = '[A-Za-z0-9+·一-龥]'
/** Never inside the name of a tool: particles, verbs of use, numbers of people and places. */
const STOP = '[的在和与或及把将被向对为给让已正均都也又仅只有是了着过家所个名位例省市县]'

const NAMED = new RegExp(
  `[“「『"‘](?<name>[^”」』"’，。；：、]{2,14})[”」』"’](?<rest>(?:(?!${STOP})${INNER}){0,10}?${HEAD}(?:(?!${STOP})${INNER}){0,3}?${HEAD}?)?`,
  'g',
)
const HEAD_BEFORE = new RegExp(
  `(?:${HEAD}|名为|名叫|叫做|取名|一款|健康|科技|医疗|智能|医药|集团|公司|(?:推出|发布|上线|研发|自研|开发)的?)$`,
)
/** Programmes of a government, and words set apart for their tone. */
const NO_PRODUCT =
  /工程|行动|计划|规划|战略|专项|政策|清单|五年|健康中国|百县|千县|双千|千家|万家|示范|试点|优质服务|惠民|一网通办|模式|时代|浪潮|热|潮$|上岗|入驻|落地|标配|吃灰|救命|最后一公里|新基建|孤岛|壁垒|红利|痛点|[一-龥]{11,}/
const PRODUCT_LIKE = /[A-Za-z]|智|医|诊|云|脑|慧|灵|影|护|康|安|心|通|助|宝|链|码|医生|管家|精灵|小[一-龥]$/

const LATIN_HEAD = new RegExp(
  `(?<![A-Za-z])(?<name>[A-Z][A-Za-z0-9+-]*(?: [A-Z][A-Za-z0-9+-]*){0,2}) ?(?:(?!${STOP})[一-龥]){0,6}?(?:大模型|模型|系统|平台|助手|助理|机器人|软件|小程序|智能体|一体机|工具|应用|程序|App|APP)`,
  'g',
)
const LATIN_USED =
  /(?:开通|接入|使用|上线|部署|启用|采用|引入|引进|安装|装上|用上|试用|应用|选用|改用|换用|在用|配备|搭载|借助|依靠|求助于|订阅|购买|打开|登录|用了?|靠)了?(?<name>[A-Z][A-Za-z0-9+-]*[a-z][A-Za-z0-9+-]*(?: [A-Z][A-Za-z0-9+-]*){0,3})/g
/** Machines, institutions and units of measure that are written in Latin letters. */
const NO_NAME =
  /^(?:CT|MRI|MR|DR|PET|ICU|ECMO|NHS|FDA|NMPA|WHO|OECD|CDC|EU|IT|ICT|App|APP|Nature|Lancet|JAMA|HIS|EMR|EHR|PACS|LIS|RIS|HRP|OA|ERP|DRG|DIP|SPD|API|SDK|GPU|NPU|CPU|SaaS|AI|VR|AR|XR|GCP|GB|ISO|SCI)$/

const COMMON = new RegExp(
  `${DIGITAL}(?:(?!${STOP})${INNER}){0,8}?${HEAD}(?:(?!${STOP}|服务(?:了|于|超|逾|约|近|累计))[一-龥]{0,3}?${HEAD}){0,2}`,
  'g',
)

/** A tool by its noun alone, where words say for what: 肺结节软件, 检验结果互认系统; never 卫生系统 or 交易平台. */
const PLAIN = new RegExp(
  `(?:(?!${STOP}|[称说其该这此上下用靠凭等]|部署|接入|使用|上线|引进|引入|采用|应用|安装|启用|开通|配备|覆盖|推广|建成|运行|打开|购买|采购|开发|研发)[一-龥]){2,8}?(?:软件|小程序|机器人|智能体|助手|助理|App|APP|一体机|摄像头|传感器|手环|头显|药柜|发药机|预警系统|系统|平台)`,
  'g',
)
const NO_TOOL =
  /(?:卫生|医疗|健康|疾控|医保|中医|神经|免疫|消化|循环|呼吸|泌尿|公共|教育|采购|招采|交易|投资|融资|就业|社会|政务|公安|全省|全市|全国|集团|组织|管理|保障|服务|科创|合作|交流|产业|操作|应急)(?:系统|平台)$/

const HAS_DIGITAL = new RegExp(DIGITAL)
const HAS_PLAIN =
  /软件|小程序|机器人|智能体|助手|助理|A[Pp][Pp]|一体机|摄像头|传感器|手环|头显|药柜|发药机|系统|平台/

export function findChineseTools(
  text: string,
  tokens: readonly Token[],
  technology: Technology | undefined,
): PhraseHit<Technology>[] {
  if (!technology) return []
  const spans = [...namedTools(text), ...latinTools(text)]
  if (spans.length === 0 && HAS_DIGITAL.test(text))
    for (const match of text.matchAll(COMMON))
      spans.push({ start: match.index, end: match.index + match[0].length })
  if (spans.length === 0 && HAS_PLAIN.test(text))
    for (const match of text.matchAll(PLAIN))
      if (!NO_TOOL.test(match[0])) spans.push({ start: match.index, end: match.index + match[0].length })
  const hits: PhraseHit<Technology>[] = []
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    const from = tokenAt(tokens, start)
    const to = tokenAt(tokens, end)
    if (to > from && from >= (hits.at(-1)?.to ?? 0)) hits.push({ from, to, value: technology, folded: false })
  }
  return hits
}

/** Products in Latin letters beside technologies that are known: "HealthHub AI,…开通Note Buddy". */
export function withOtherTools(
  text: string,
  tokens: readonly Token[],
  known: readonly PhraseHit<Technology>[],
  technology: Technology | undefined,
): PhraseHit<Technology>[] {
  const spans = technology && /[a-z]/.test(text) ? latinTools(text) : []
  const hits: PhraseHit<Technology>[] = []
  for (const { start, end } of spans) {
    const [from, to] = [tokenAt(tokens, start), tokenAt(tokens, end)]
    if (known.every((hit) => hit.to <= from || hit.from >= to))
      hits.push({ from, to, value: { ...technology!, generic: false }, folded: false })
  }
  return hits.length === 0 ? [...known] : [...known, ...hits].sort((a, b) => a.from - b.from)
}

type Span = { start: number; end: number }

function namedTools(text: string): Span[] {
  const spans: Span[] = []
  if (!/[“「『"‘]/.test(text)) return spans
  for (const match of text.matchAll(NAMED)) {
    const { name, rest } = match.groups!
    if (NO_PRODUCT.test(name!)) continue
    const before = text.slice(Math.max(0, match.index - 4), match.index)
    if (!rest && !HEAD_BEFORE.test(before) && !PRODUCT_LIKE.test(name!)) continue
    spans.push({ start: match.index, end: match.index + match[0].length })
  }
  return spans
}

function latinTools(text: string): Span[] {
  const spans: Span[] = []
  if (!/[A-Z]/.test(text)) return spans
  for (const match of text.matchAll(LATIN_HEAD))
    if (!NO_NAME.test(match.groups!.name!))
      spans.push({ start: match.index, end: match.index + match[0].length })
  if (spans.length > 0) return spans
  for (const match of text.matchAll(LATIN_USED)) {
    const end = match.index + match[0].length
    if (!NO_NAME.test(match.groups!.name!)) spans.push({ start: end - match.groups!.name!.length, end })
  }
  return spans
}
