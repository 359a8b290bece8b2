// Owns the names in a text, in forms that meet across languages: "He Yutong", "Yutong He" and "何雨桐" are one key.
// It must never say who a person is.

import { simplifyText } from '../text/chinese.ts'
import { foldWords } from '../text/shingles.ts'

const namesMax = 60
const nameWordsMax = 5

// Frequent surnames and given-name characters with their pinyin, toneless (Xinhua dictionary readings; common knowledge).
const pinyinTable = `ai艾爱 an安 ba巴 bai白柏百 ban班 bao包鲍宝保 bei贝北 bi毕碧 bian卞边 bin斌彬滨宾 bing冰兵丙 bo博波伯柏 bu卜步
cai蔡才彩采 can灿 cao曹 cen岑 chai柴 chan婵 chang常昌长畅 chao超朝晁潮 che车 chen陈晨辰臣沉 cheng程成诚承城澄 chi池迟 chong崇 chou仇 chu楚储褚初 chuan川传 chun春纯淳 cong聪丛 cui崔翠
da达大 dai戴代黛 dan丹单 dang党 dao道 de德 deng邓登 di狄迪 ding丁定鼎 dong董东冬栋 dou窦 du杜都 duan段端 dun敦
e娥 en恩 er尔 fa发法 fan范樊凡帆 fang方房芳放 fei费飞菲霏 fen芬 feng冯丰峰锋风凤枫 fu傅付符福富夫甫芙 gan甘 gang刚钢岗 gao高 ge葛戈歌 gen根 geng耿庚 gong龚宫公恭功 gou苟 gu顾古谷 guan关管官冠 guang光广 gui桂贵 guo郭国果 
ha哈 hai海 han韩汉涵寒晗翰 hang航杭 hao郝浩豪昊好皓 he何贺和河荷赫鹤 heng恒衡 hong洪红宏虹鸿弘 hou侯厚 hu胡虎湖 hua华花化骅 huai怀 huan欢焕环 huang黄 hui惠慧辉会晖卉 huo霍 ji季纪姬吉继济冀佳 jia贾嘉佳家甲 jian简健建剑坚 jiang江姜蒋将 jiao焦娇 jie杰洁捷婕介 jin金晋锦进瑾 jing静景晶京敬菁靖 jiu九久 ju鞠菊巨 juan娟 jun军俊君钧骏均
kai凯开楷恺 kan阚 kang康 ke柯可科克 kong孔 kuang匡旷 kui奎 kun坤昆 lai赖来 lan兰蓝岚澜 lang郎朗 lao劳 le乐 lei雷蕾磊 leng冷 li李黎厉丽莉力立利理礼 lian连莲廉 liang梁良亮 liao廖 lin林琳麟临霖 ling凌玲灵岭铃 liu刘柳留 long龙隆 lou娄楼 lu卢陆鲁路露璐禄鹿 luan栾 lun伦 luo罗骆洛 lv吕律 
ma马 mai麦 man满曼 mao毛茂 mei梅美眉 men门 meng孟蒙梦萌 mi米密 miao苗妙 min闵敏民旻 ming明鸣铭名 mo莫墨默 mu穆牧木慕 na娜 nan南楠男 ni倪妮 nian年 nie聂 ning宁凝 niu牛 nong农 ou欧 pan潘盼 pang庞 pei裴培佩沛 peng彭鹏朋 pi皮 ping平萍苹屏 pu蒲浦普
qi齐戚祁琪琦奇启其 qian钱倩谦乾 qiang强 qiao乔巧俏 qin秦琴勤沁钦 qing青庆清卿晴 qiong琼 qiu邱丘秋裘 qu曲屈瞿 quan全权泉 que阙 ran冉然 rang让 rao饶 ren任仁人 ri日 rong荣容蓉融 rou柔 ru茹如汝 ruan阮 rui瑞睿锐蕊芮 run润 ruo若
sai赛 san三 se瑟 sen森 sha沙莎 shan单山珊善 shang尚商 shao邵少绍 she佘 shen沈申慎深 sheng盛生胜声圣 shi石施史时士世诗仕实 shou寿守 shu舒书淑树 shuai帅 shuang双爽 shui水 shun顺舜 shuo硕朔 si司思斯丝 song宋松颂 su苏素 sui隋岁 sun孙 suo索
tai台泰太 tan谭谈覃 tang唐汤堂 tao陶涛桃 teng滕腾 ti缇 tian田天甜 tie铁 ting婷廷亭庭 tong童佟彤桐同通 tu涂图 tuan团 wan万婉宛 wang王汪旺望 wei魏韦卫伟薇维巍玮蔚微炜 wen温文闻雯 weng翁 wo沃 wu吴伍武邬午悟
xi奚习席西希溪曦熙锡喜 xia夏霞 xian贤先仙显娴 xiang向项祥翔香湘相 xiao肖萧晓小笑霄孝 xie谢解 xin辛新欣心馨鑫信昕 xing邢兴星幸行 xiong熊雄 xiu秀修 xu许徐旭须序绪 xuan宣轩萱璇 xue薛雪学 xun荀勋迅 
ya雅亚娅 yan严颜闫燕艳延岩妍言彦晏 yang杨羊阳洋扬 yao姚瑶尧耀 ye叶业烨 yi易伊依怡毅义艺亦逸宜一仪 yin尹殷银音荫茵 ying应英颖莹盈瑛迎 yong雍永勇咏泳 you尤游友有优 yu于余俞喻虞宇雨玉瑜钰裕育羽予煜 yuan袁元远源媛圆 yue岳月悦越跃 yun云韵芸运昀匀
zai在 zan昝 zang臧 ze泽则 zeng曾增 zha查 zhai翟 zhan詹占展 zhang张章璋 zhao赵兆昭照 zhe哲喆 zhen甄真珍振镇贞 zheng郑正政征峥 zhi支志智之芝知治 zhong钟仲中忠 zhou周舟洲 zhu朱祝竹珠主 zhuang庄壮 zhuo卓 zi子紫梓姿 zong宗 zou邹 zu祖 zuo左佐`
const pinyinOf = new Map<string, string>()
const syllables = new Set<string>()
for (const entry of pinyinTable.trim().split(/\s+/)) {
  const syllable = /^[a-z]+/.exec(entry)![0]
  syllables.add(syllable)
  for (const sign of entry.slice(syllable.length)) if (!pinyinOf.has(sign)) pinyinOf.set(sign, syllable)
}
// The hundred and forty most frequent surnames on the mainland, and compound ones.
const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤施温康俞柯邢翁詹单岑霍简欧阮关翟殷葛伍凌倪'.split(
    '',
  ),
)
const surnameSyllables = new Set([...surnames].map((sign) => pinyinOf.get(sign)).filter(Boolean))

// Who is named beside a Chinese name, after it or before it: reading aid, not a rule of grammar.
const rolesAfter =
  '教授|主任|医生|医师|院长|副院长|研究员|博士|院士|处长|局长|部长|专员|秘书长|总裁|表示|指出|认为|介绍|称|说|告诉|强调|坦言|提醒|解释|透露|回应|团队|等人|领衔|和|及|、|，'
const rolesBefore =
  '教授|主任|医生|医师|院长|研究员|博士|院士|处长|局长|部长|专员|秘书长|总裁|记者|发言人|作者|负责人|创始人|总监|董事长|首席执行官|分析师|主席|会长|护士长|学者|由'
const hanNameAfter = new RegExp(`([${[...surnames].join('')}][\\u4e00-\\u9fff]{1,2}?)(?=${rolesAfter})`, 'g')
const hanNameBefore = new RegExp(
  `(?:${rolesBefore})\\s?([${[...surnames].join('')}][\\u4e00-\\u9fff]{1,2})(?!的)`,
  'g',
)

// Words that open a sentence or a title with a capital and name nobody.
const commonCapitals = new Set(
  'zero eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half third quarter percent cent the a an in on at of for to by and or but it its he she they we you i this that these those there when where while what who how why as if after before since under over with without from no not new more most many some all one two three four five six seven eight nine ten first last next monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december dr prof mr mrs ms sir dame ai artificial intelligence hospital hospitals health medical medicine doctors doctor nurses patients researchers study experts officials letters'.split(
    ' ',
  ),
)
const capitalised =
  /(?<![\p{Lu}\p{Ll}\p{N}])\p{Lu}[\p{Lu}\p{Ll}\p{N}'’-]*(?:\s\p{Lu}[\p{Lu}\p{Ll}\p{N}'’-]*){0,4}/gu

export type Names = {
  whole: Set<string> // "name:great lakes medical center", "name:heyutong"
  parts: Set<string> // "cap:freeman": single capitalised words, also those of longer names
}

/** The names a text mentions, from capitals in Latin script and from surnames beside roles in Chinese. */
export function findNames(text: string): Names {
  const names: Names = { whole: new Set(), parts: new Set() }
  for (const line of text.split('\n')) {
    // A headline in capitals on every word names nobody by its capitals.
    for (const match of line.matchAll(capitalised)) {
      if (names.whole.size + names.parts.size >= 2 * namesMax) break
      addCapitalised(names, match[0], isSentenceStart(line, match.index))
    }
  }
  if (/[\u3400-\u9fff]/.test(text)) addHanNames(names, simplifyText(text))
  return names
}

function isSentenceStart(line: string, at: number): boolean {
  // In a Chinese sentence a Latin word is a name wherever it stands.
  if (/[\u3400-\u9fff]/.test(line)) return false
  return at === 0 || /[.!?:;“"‘(]\s*$/.test(line.slice(Math.max(0, at - 4), at))
}

function addCapitalised(names: Names, written: string, opensSentence: boolean) {
  const words = foldWords(written.replace(/['’]s\b/g, ''))
  // "He Yutong" is a name though "He" is a pronoun.
  const named = pinyinName(words)
  while (!named && words.length > 0 && commonCapitals.has(words[0]!)) words.shift()
  if (words.length === 0) return
  const person = named ?? pinyinName(words)
  if (person) names.whole.add(`name:${person}`)
  else if (words.length > 1) names.whole.add(`name:${words.slice(0, nameWordsMax).join(' ')}`)
  for (const word of words) {
    const telling = word.length > 2 && !commonCapitals.has(word) && !/^\d/.test(word)
    if (telling && (!opensSentence || words.length > 1 || /[A-Z].*[A-Z]|\d/.test(written)))
      names.parts.add(`cap:${word}`)
  }
}

/** ["he", "yutong"] or ["yutong", "he"] -> "heyutong"; undefined when the words are no Chinese name. */
function pinyinName(words: readonly string[]): string | undefined {
  if (words.length < 2 || words.length > 3) return undefined
  if (!words.every((word) => splitSyllables(word))) return undefined
  if (surnameSyllables.has(words[0]!)) return words.join('')
  const last = words.at(-1)!
  return surnameSyllables.has(last) ? last + words.slice(0, -1).join('') : undefined
}

/** True when a word is one to three pinyin syllables: "yutong". */
function splitSyllables(word: string, depth = 0): boolean {
  if (word === '') return depth > 0
  if (depth === 3) return false
  for (let length = Math.min(6, word.length); length > 0; length--) {
    if (syllables.has(word.slice(0, length)) && splitSyllables(word.slice(length), depth + 1)) return true
  }
  return false
}

function addHanNames(names: Names, text: string) {
  for (const pattern of [hanNameAfter, hanNameBefore]) {
    for (const match of text.matchAll(pattern)) {
      if (names.whole.size >= namesMax) return
      const key = [...match[1]!].map((sign) => pinyinOf.get(sign) ?? '?').join('')
      if (!key.includes('?')) names.whole.add(`name:${key}`)
    }
  }
}
