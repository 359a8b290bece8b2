// What adopters do with a technology, in Chinese, with the stage it speaks of; and the words that speak of something
// else. A new wording is a new entry; of two that fit at one place the longer wins.
import type { ClaimStage } from '../model.ts'
import type { Predicate, Role } from './verbs-en.ts'

type Row = readonly [stage: ClaimStage, role: Role, words: string]

const ROWS: readonly Row[] = [
  [
    'deployed',
    'use',
    '部署 新装 落实 服役 完成部署 本地化部署 完成本地化部署 私有化部署 本地部署 完成本地部署 落地部署 部署应用 部署上线 布局部署 接入 引入 引进 搭载 嵌入 融入 集成 安装 加装 装配 加载 装载 换装 装机 装有 建有 设有 配有 备有 配备 配置 启用 上线 正式上线 上线运行 上线使用 上架 投用 投运 投入运行 投入运营 建成 建成投用 建立 设立 开设 搭建 开通 开放 开放使用 推出 装备 上马 导入 铺开 打通 贯通 接轨 对接 连接 联网 并网 入网 组网 落户 进驻 入驻 驻场 入院 进院 上岗 上阵 亮相 现身 安家 落座 具备 拥有 有了 实现 纳管 改造 升级 换用',
  ],
  [
    'deployed',
    'reach',
    '覆盖 已覆盖 全覆盖 辐射 落地 落地应用 推广 推广应用 推广使用 普及 铺设 布设 布点 推开 装机量 保有量 存量 通达 触达 渗透 遍布 遍及 惠及 走进 走入 步入 进入 飞入 下沉 延伸 拓展 扩展 扩大 部署于 落地于 安装于 应用于 分布在 分布于 分布 交付 交付使用 发放 下发 配发 派发 投放 出货 供货 供应 销售 售出 卖给 卖到 卖出 销往 布局 赋能 投入使用',
  ],
  [
    'in_use',
    'use',
    '投入使用 投入临床使用 投入应用 使用 采用 应用 运用 利用 试过 常用 借助 依托 依靠 仰仗 求助 使用率 应用率 普及率 渗透率 采用率 使用比例 选择 选用 已用 在用 曾用 都用 改用 换用 转用 启动使用 沿用 起用 多用 已经用 每天用 运行 运转 运营 开展 开展了 试水 拥抱 引用 用于 用作 用在 用来 打开 登录 唤起 开着 开过 付费 续费 续约 订阅 开单 佩戴 戴上 参考 查询 咨询 交给 人手一台 人手一部 人手一套 人手一个 尝试 体验 激活',
  ],
  [
    'in_use',
    'reach',
    '服务 服务于 服务了 服务超 提供服务 提供 助力 受益 支撑 支持 注册用户 活跃用户 用户数 用户量 用户规模 累计用户 拥有用户 月活 日活 下载 下载量 累计下载 在使用',
  ],
  [
    'piloting',
    'use',
    '试点 试用 试点应用 开展试点 试点使用 试运行 测试 开放测试 公测 内测 先行先试 先试先行 试点部署 试点工作 试行 试水 试跑 试装 试戴 灰度 尝鲜',
  ],
  [
    'authorised',
    'clear',
    '获批 获批上市 批准 批准上市 获得批准 获准 获准上市 核发 颁发 发放许可 放行 放行上市 拿证 获证 持证 发证 上市 通过审批 过审 准入 核准 认证 注册上市 拿到 取得 获得 斩获 拿下 领到 纳入医保目录 收录',
  ],
  [
    'routine',
    'use',
    '常规使用 日常使用 常态化使用 常态化应用 常态化运行 常态化开展 常规应用 常规开展 每天使用 每日使用 天天用 日常应用 离不开',
  ],
  [
    'discontinued',
    'use',
    '停用 弃用 停止使用 停止 停运 停掉 下线 下架 叫停 放弃 放弃使用 不再使用 不再用 不再续费 不再续约 没有续约 未续约 没续约 未再续约 不续约 没有续费 未续费 暂停 暂停使用 关停 关闭 关掉 拆除 拆掉 拆下 撤下 撤出 撤掉 撤走 撤除 撤回 卸载 退出 退出使用 退订 退场 中止 中止使用 终止 终止使用 取消 封存 闲置 解约 回退',
  ],
  [
    'announced',
    'use',
    '签约 签约合作 签下 签订 签署 签了 达成合作 合作 签署协议 中标 采购 购买 购入 购置 购进 买下 买入 订购 下单 预订 预约 认购',
  ],
  ['planned', 'use', '拟接入 拟部署 拟引入 正在采购 正在招标 正在洽谈 正在筹备 正在筹建 在建'],
]

/** "接进", "摆上", "送到": a verb of putting with where it comes to. The stage is that of the verb. */
const MOVED: readonly Row[] = [
  ['deployed', 'use', '接 装 连 联 通 嵌 植 融 并 挂 摆 搬 放 塞 引 请 架 配 换 建 串'],
  [
    'deployed',
    'reach',
    '送 铺 推广 推 布 发 投 搭 落 覆盖 开 普及 扩 扩大 扩展 拓展 延伸 下沉 辐射 部署 应用',
  ],
  ['in_use', 'use', '用 跑'],
]
const COMPLEMENTS = '进 入 上 到 至 通 齐 好 满 往 向 遍 给 进了 入了 上了 到了 至了 通了 齐了 好了'
/** What only a verb of use takes: 用着, 跑起来, 用过. */
const COMPLEMENTS_PUT = '了 有 起'
const COMPLEMENTS_USE = '着 过 了 起 起来 完 惯 熟'
/** Set phrases, and words of other things. */
const NO_VERB = new Set(
  '接到 联通 通往 通向 请到 开到 开往 开向 推进 投入 投到 搭上 落入 落进 送上 融通 推上 发了 发有 开有 开了 建了 引了 请了 落了 落有 送了 布了 换了 推了 扩了'.split(
    ' ',
  ),
)

/** Certificates by their names: whoever gets one is authorised. */
const GET = '拿到 取得 获得 获 拿下 领到 斩获 拿了 获颁'
const CERTIFICATE =
  '三类证 二类证 三类注册证 注册证 三类医疗器械证 三类医疗器械注册证 医疗器械注册证 许可证 上市许可 FDA认证 CE认证 NMPA认证 认证'

export function* chinesePredicates(): Generator<readonly [string, Predicate]> {
  const make = (word: string, stage: ClaimStage, role: Role) =>
    [word, { stage, role, form: 'base', weak: WEAK.has(word) }] as const
  for (const [stage, role, words] of ROWS) for (const word of words.split(' ')) yield make(word, stage, role)
  for (const [stage, role, verbs] of MOVED)
    for (const verb of verbs.split(' ')) {
      const ends = `${COMPLEMENTS} ${stage === 'in_use' ? COMPLEMENTS_USE : COMPLEMENTS_PUT}`
      for (const end of ends.split(' ')) {
        const bare = end.length > 1 ? end.slice(0, -1) : end
        if (!NO_VERB.has(verb + bare)) yield make(verb + end, stage, role)
      }
    }
  for (const get of GET.split(' '))
    for (const paper of CERTIFICATE.split(' ')) yield make(get + paper, 'authorised', 'clear')
}

/** Say little alone: they need a technology in the same sentence. */
const WEAK = new Set(
  '开展 开展了 合作 服务 配置 支持 选择 利用 依托 依靠 进入 走进 走入 步入 上市 测试 认证 引用 分布在 分布于 分布 布局 赋能 助力 惠及 支撑 配备 开通 销售 辐射 推广 对接 采购 购买 普及 在使用 提供服务 建成 建立 设立 开设 搭建 开放 推出 拥有 有了 具备 实现 连接 改造 升级 扩大 扩展 拓展 延伸 下沉 停止 暂停 退出 关闭 取消 终止 放弃 撤回 拿到 取得 获得 斩获 拿下 领到 参考 查询 咨询 运营 运转 尝试 体验 发放 下发 供应 投放 交给 打开 收录 预约 亮相 现身 遍布 遍及 渗透 触达 付费 闲置 封存 受益 落实 提供'.split(
    ' ',
  ),
)

/** A noun directly behind makes the verb a name: 应用规范, 使用能力, 部署方案. */
export const NOMINAL_ZH =
  /^(?:的)?(?:规范|指南|指引|共识|标准|办法|细则|条例|政策|培训|案例|能力|水平|情况|效果|前景|价值|论文|研究(?!院)|大赛|竞赛|论坛|大会|峰会|课程|方案|手册|白皮书|管理|创新|示范(?!单位|医院)|实验室|场景|需求|技能|经验|成本|费用|风险|问题|障碍|意愿|协议书)/

/** Whoever's clause holds one of these is counted for something else, wherever it stands. */
const HARD = [
  // studies and surveys
  '入组|招募|纳入研究|纳入分析|共纳入|随机|受试者|问卷|抽样|调查对象|参与调查|走访了?|调研了|样本|验证(?!码)|训练数据|数据集|数据来自',
  // meetings, contests, training, staff
  '参会|出席|与会|参训|参展|展出|观摩|参观|参赛|大赛|竞赛|揭榜|入围|入选(?!.{0,8}试点)|征集|获奖|评审|招聘|应聘|毕业|编制|考核|考试|进修|实习|培训了?',
  // what people think
  '愿意|希望|认为|担心|支持率|看好|期待|信任|表示(?:愿意|支持|担心|如果|会|将|可能|打算|有意|考虑)|(?:会|愿|有意|正)考虑|意向|听说过?|不看好|反对|呼吁',
  // rules and their breach
  '伦理|审议|共识|白皮书|蓝皮书|出台|印发|参编|(?:撰写|编写|起草)[^，。]{0,8}(?:指南|规范|论文|标准|专著)|处罚|警告|罚款|违规|飞检|通报批评|抽查|投诉|诉讼|起诉|所谓',
  // other trades, misfortunes, goods
  '银行|商场|超市|酒店|遭|受灾|停电|攻击|洪水|办事处|分公司|联合实验室|捐赠|帮扶|集采|集中采购药|医保定点|融资|投标|竞标|论文|专利|发表',
]
/** How well it does, what it costs: another figure's matter where the verb of use stands nearer. */
const SOFT = [
  '药品|床位|营收|收入|净利|市值|亿元|万元|美元|估值|预算',
  '准确率|灵敏度|敏感性|特异性|特异度|检出率|阳性率|符合率|满意度|有效率|治愈率|死亡率|发病率|患病率|知晓率|采纳率|接受率|响应率|转诊率|复诊率|合格率|一致率|依从性|缩短|节省|检出能力|漏诊|误诊|感染率|再入院|错误|差错|心脏骤停|参数|文献|省下|省出|节约',
]
export const FOREIGN_ZH = new RegExp([...HARD, ...SOFT].join('|'))
export const FOREIGN_HARD_ZH = new RegExp(HARD.join('|'))
export const FOREIGN_SOFT_ZH = new RegExp(SOFT.join('|'))

/** "调查覆盖42家医院", "试验在8个国家开展": the reach of a study, a course or an event. */
export const STUDY_REACH_ZH =
  /(?:调查|调研|问卷|研究|试验|课题|队列|培训班?|义诊|论坛|大会|课程|竞赛|大赛)(?:[一-龥]{0,2}(?:共|已|将|先后|一共))?(?:覆盖|涉及|涵盖|在|面向|来自|由|抽取|收集|收到|吸引)/

/** Words between the number and the verb that change what is said. */
export const MODALITY_ZH: readonly (readonly ['planned' | 'forecast' | 'hypothetical', RegExp])[] = [
  ['forecast', /预计|预测|有望|料(?:将|会|达)|或将|估计到|可能会?|预期|将达|将突破|将超过|据估算.{0,6}将/],
  ['hypothetical', /如果|假如|若(?!干)|倘若|一旦|假设|要是/],
  [
    'planned',
    /(?<![行动项试点程展])计划(?!生育|单列|书)|(?<![虚模])拟(?!合|人)|将(?!近|军|来)|力争|目标(?!人群|患者|客户)|争取|准备|打算|规划(?!处)|即将|旨在|着手|要求|须在|必须在|应当?在|确保.{0,12}(?:年|前)|实现.{0,10}目标|鼓励|下(?:个?月|周)|来年|下一步|接下来|今后|未来(?:\d|[一两三几五])|要(?=在|覆盖|实现|完成|达到|接入|部署|推广|建成|铺|让|把)|支持.{0,4}(?:医院|机构)(?!已)|正在(?:采购|招标|洽谈|筹备|筹建|调试|申请|谈判)|排队|等候|等待|待(?:安装|部署|接入|上线|建)|尚待|筹建|原定|原计划|(?:年内|年底前|月底前|届时)[^，。；]{0,6}(?:要|再|先|实现|完成|达到|覆盖)/,
  ],
]
export const DONE_ZH = /已|了|目前|截至|现有|累计|完成|正在|实现/

export const NEGATION_ZH =
  /尚未|没有|没(?=[用装接通能上])|未曾|未(?!来|必|成年|到|满|达\d|知)|并未|仍未|还没|从未|不曾|不使用|不用(?=[A-Z“])|并非|无一|尚无|缺乏|缺少/

/** The clause says what share or number it is without a verb of use: "占比", "比例", "渗透率达30%". */
export const RATE_ZH =
  /(?:覆盖|使用|应用|渗透|普及|采用|部署|接入|安装|配备|装机|开通|上线|建成|联网)(?:率|比例|占比|比率|面)/

/** "AI团队", "AI企业": people and business around a technology. */
export const BUSINESS_ZH =
  /^(?:团队|公司|企业|人才|专家|领域|大会|论坛|政策|战略|赛道|市场|产业|中心(?!.{0,4}使用)|实验室|概念股|研发|培训|课程|专业|学院|收费|立法|伦理)/

export const ANAPHOR_ZH =
  /(?:该|这一|这款|这套|这个|此|上述|相关|其)(?:款|套|个|项|类|种)?(?:AI|智能)?(?:系统|模型|软件|平台|产品|技术|工具|应用|算法|机器人|方案|设备|解决方案)/
