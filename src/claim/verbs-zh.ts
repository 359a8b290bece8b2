// What adopters do with a technology, in Chinese, with the stage it speaks of; and the words that speak of something
// else. A new wording is a new entry; of two that fit at one place the longer wins.
import type { ClaimStage } from '../model.ts'
import type { Predicate, Role } from './verbs-en.ts'

type Row = readonly [stage: ClaimStage, role: Role, words: string]

const ROWS: readonly Row[] = [
  [
    'deployed',
    'use',
    '部署 完成部署 本地化部署 完成本地化部署 私有化部署 本地部署 完成本地部署 落地部署 部署应用 部署上线 布局部署',
  ],
  [
    'deployed',
    'use',
    '接入 引入 引进 搭载 嵌入 融入 集成 安装 装机 装有 配备 配置 配齐 启用 上线 正式上线 上线运行 投用 投入运行 建成投用 开通 装备 上马 导入 导入了 铺开 打通 对接 落户 进驻 入驻 入院 进院 装上 装进',
  ],
  [
    'deployed',
    'reach',
    '覆盖 已覆盖 全覆盖 覆盖到 覆盖了 辐射 落地 落地应用 推广 推广至 推广到 推广应用 推广应用到 推广使用 普及 铺设 拓展至 拓展到 扩展至 扩大到 延伸至 延伸到 下沉至 下沉到 走进 进入 装机量 装机 通达 送进 送到 送入 分布在 分布于 部署于 落地于 安装于 应用于 交付 销售 入驻到 布局 赋能',
  ],
  [
    'in_use',
    'use',
    '投入使用 投入临床使用 投入应用 用上了 全部用上 使用 采用 应用 运用 利用 使用了 采用了 应用了 用上 常用 借助 依托 使用过 使用率 应用率 普及率 渗透率 采用率 使用比例 选择 选用 已用 在用 用过 曾用 都用 都在用 用了 每天用 常用 运行 跑起 开展 开展了 试水 拥抱 引用',
  ],
  [
    'in_use',
    'reach',
    '服务 服务于 服务了 服务超 提供服务 助力 惠及 赋能 支撑 支持 注册用户 活跃用户 用户数 用户量 用户规模 累计用户 拥有用户 月活 日活 下载 下载量 累计下载 在使用',
  ],
  ['piloting', 'use', '试点 试用 试点应用 开展试点 试点使用 试运行 测试 内测 先行先试 试点部署 试点工作'],
  [
    'authorised',
    'clear',
    '获批 获批上市 批准 批准上市 获得批准 获得注册证 取得注册证 获注册证 拿证 获证 取得三类证 获得三类证 获批三类证 获三类证 上市 通过审批 过审 准入 核准 认证',
  ],
  ['routine', 'use', '常规使用 日常使用 常态化使用 常态化应用 常规应用 每天使用 日常应用 常态化运行'],
  [
    'discontinued',
    'use',
    '停用 弃用 停止使用 下线 叫停 放弃使用 不再使用 暂停使用 关停 拆除 退出使用 中止使用',
  ],
  ['announced', 'use', '签约 签约合作 达成合作 合作 签署协议 中标 采购 订购 宣布接入 宣布部署 宣布引入 预约'],
  ['planned', 'use', '拟接入 拟部署 拟引入'],
]

export function* chinesePredicates(): Generator<readonly [string, Predicate]> {
  for (const [stage, role, words] of ROWS)
    for (const word of words.split(' ')) yield [word, { stage, role, form: 'base', weak: WEAK.has(word) }]
}

/** Say little alone: they need a technology in the same sentence. */
const WEAK = new Set(
  '开展 开展了 合作 服务 配置 支持 选择 利用 依托 进入 走进 上市 测试 认证 引用 分布在 分布于 布局 赋能 助力 惠及 支撑 配备 开通 销售 辐射 推广 对接 采购 普及 在使用 提供服务'.split(
    ' ',
  ),
)

/** Whoever's clause holds one of these is counted for something else. */
export const FOREIGN_ZH =
  /入组|招募|纳入研究|纳入分析|共纳入|随机|受试者|问卷|抽样|调查对象|参与调查|培训了?|参会|出席|与会|参训|捐赠|帮扶|集采|集中采购药|药品|医保定点|床位|编制|招聘|毕业|获奖|入选|评审|建成.{0,4}(?:医共体|医联体|中心)|准确率|灵敏度|敏感性|特异性|特异度|检出率|阳性率|符合率|满意度|有效率|治愈率|死亡率|发病率|患病率|知晓率|依从性|缩短|节省|融资|营收|收入|净利|市值|亿元|万元|美元|估值|参数|训练数据|数据集|数据来自|样本|论文|文献|引用|专利|愿意|希望|认为|担心|支持率|看好|期待|表示(?:愿意|支持|担心|信任)|信任|心脏骤停|错误|差错|抽查|检出能力|漏诊|误诊投诉|感染率|再入院|银行|商场|超市|酒店|遭|受灾|停电|攻击|洪水/

/** Words between the number and the verb that change what is said. */
export const MODALITY_ZH: readonly (readonly ['planned' | 'forecast' | 'hypothetical', RegExp])[] = [
  ['forecast', /预计|预测|有望|料将|或将|估计到|可能会?|预期|将达|将突破|将超过|据估算.{0,6}将/],
  ['hypothetical', /如果|假如|若(?!干)|倘若|一旦|假设|要是/],
  [
    'planned',
    /计划|拟(?!合|人)|将(?!近|军|来)|力争|目标|争取|准备|打算|规划|即将|旨在|着手|要求|确保.{0,12}(?:年|前)|实现.{0,10}目标|到20\d\d年(?!底?已)|推动|鼓励|支持.{0,4}(?:医院|机构)(?!已)/,
  ],
]
export const DONE_ZH = /已|了|目前|截至|现有|累计|完成|正在|实现/

export const NEGATION_ZH = /尚未|没有|未曾|未(?!来|必|成年)|并未|仍未|还没|从未|不使用|不再|并非|无一/

/** The clause says what share or number it is without a verb of use: "占比", "比例", "渗透率达30%". */
export const RATE_ZH =
  /(?:覆盖|使用|应用|渗透|普及|采用|部署|接入|安装|配备|装机|开通|上线)(?:率|比例|占比|比率|面)/

/** "AI团队", "AI企业": people and business around a technology. */
export const BUSINESS_ZH =
  /^(?:团队|公司|企业|人才|专家|领域|大会|论坛|政策|战略|赛道|市场|产业|中心(?!.{0,4}使用)|实验室|概念股)/

export const ANAPHOR_ZH =
  /(?:该|这一|这款|这套|这个|此|上述|相关|其)(?:款|套|个|项|类|种)?(?:AI|智能)?(?:系统|模型|软件|平台|产品|技术|工具|应用|算法|机器人|方案|设备|解决方案)/
