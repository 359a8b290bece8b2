// Owns the words that name one thing in English and Chinese: places, technologies, journals, institutions, what happens.
// Stories in two languages meet through it. It must never decide topics or tags; feeds/topics.yaml does.

import { simplifyText } from '../text/chinese.ts'
import { foldWords } from '../text/shingles.ts'

/** kind -> lines "concept | English forms, folded | Chinese forms, simplified". Common knowledge, written by us. */
const lexicon: Record<string, string> = {
  place: `
china|china,chinese,beijing's|中国,我国,国内
hong-kong|hong kong,hongkong|香港
macau|macau,macao|澳门
taiwan|taiwan|台湾
beijing|beijing|北京
shanghai|shanghai|上海
guangdong|guangdong|广东,粤
guangzhou|guangzhou|广州
shenzhen|shenzhen|深圳
zhejiang|zhejiang|浙江
hangzhou|hangzhou|杭州
jiangsu|jiangsu|江苏
nanjing|nanjing|南京
sichuan|sichuan|四川
chengdu|chengdu|成都
hubei|hubei|湖北
wuhan|wuhan|武汉
henan|henan|河南
zhengzhou|zhengzhou|郑州
hunan|hunan|湖南
changsha|changsha|长沙
shandong|shandong|山东
fujian|fujian|福建
xiamen|xiamen|厦门
yunnan|yunnan|云南
guizhou|guizhou|贵州
guangxi|guangxi|广西
hainan|hainan|海南
chongqing|chongqing|重庆
tianjin|tianjin|天津
xian|xi an,xian|西安
shaanxi|shaanxi|陕西
tibet|tibet,xizang|西藏
xinjiang|xinjiang|新疆
england|england,english nhs|英格兰
britain|britain,british,united kingdom,uk|英国
scotland|scotland,scottish|苏格兰
london|london|伦敦
united-states|united states,us,american,america|美国
california|california|加州,加利福尼亚
new-york|new york|纽约
texas|texas|德州,得克萨斯
boston|boston|波士顿
chicago|chicago|芝加哥
germany|germany,german|德国
france|france,french|法国
italy|italy,italian|意大利
spain|spain,spanish|西班牙
netherlands|netherlands,dutch|荷兰
sweden|sweden,swedish|瑞典
denmark|denmark,danish|丹麦
norway|norway,norwegian|挪威
finland|finland,finnish|芬兰
switzerland|switzerland,swiss|瑞士
india|india,indian|印度
japan|japan,japanese|日本
osaka|osaka|大阪
tokyo|tokyo|东京
korea|korea,korean,seoul|韩国,首尔
singapore|singapore|新加坡
malaysia|malaysia|马来西亚
thailand|thailand,thai|泰国
vietnam|vietnam,vietnamese|越南
indonesia|indonesia|印度尼西亚,印尼
philippines|philippines,filipino|菲律宾
australia|australia,australian|澳大利亚,澳洲
canada|canada,canadian,ontario,toronto|加拿大,安大略,多伦多
brazil|brazil,brazilian|巴西
mexico|mexico|墨西哥
kenya|kenya,kenyan|肯尼亚
nigeria|nigeria,nigerian|尼日利亚
rwanda|rwanda|卢旺达
south-africa|south africa|南非
egypt|egypt|埃及
israel|israel,israeli|以色列
saudi-arabia|saudi|沙特
emirates|emirates,dubai,abu dhabi|阿联酋,迪拜
turkey|turkey,turkiye|土耳其
russia|russia,russian|俄罗斯
european-union|european union,eu,brussels|欧盟
europe|europe,european|欧洲
africa|africa,african|非洲`,
  tech: `
deepseek|deepseek|深度求索
chatgpt|chatgpt|
openai|openai|
gemini|gemini|
language-model|language model,language models,llm,llms,large language|大语言模型,大模型,语言模型
chatbot|chatbot,chatbots|聊天机器人,对话机器人,智能问答
ambient-scribe|ambient scribe,scribe,scribes,ambient,note taker,dictation|语音病历,病历生成,环境语音,语音录入
sepsis-alarm|sepsis|脓毒症,败血症
mammography|mammography,mammogram,mammograms,breast|乳腺,钼靶
chest-xray|chest x ray,chest x rays,chest film,chest films,x ray,x rays|胸片,X光,x光,胸部
retina|retina,retinal,retinopathy,eye screening,fundus|眼底,视网膜
endoscopy|colonoscopy,colonoscopies,endoscopy,endoscopist,endoscopists,polyp,polyps|肠镜,内镜,息肉
pathology|pathology,pathologist,pathologists,slides|病理
radiology|radiology,radiologist,radiologists|放射科,影像科
robot|robot,robots,robotic|机器人
triage|triage|分诊,导诊
stroke|stroke,strokes|卒中,中风
diabetes|diabetes,diabetic|糖尿病
cancer|cancer,tumour,tumor,oncology|癌,肿瘤
tuberculosis|tuberculosis,tb|结核
dementia|dementia,alzheimer,alzheimers|痴呆,阿尔茨海默
heart|heart,cardiac,cardiology,ecg|心脏,心电
skin|skin,dermatology,melanoma|皮肤
kidney|kidney,renal|肾
lung|lung,pulmonary|肺
mental-health|mental health,depression,suicide,psychiatric|心理,抑郁,自杀,精神科
prescription|prescription,prescriptions,prescribing|处方
vaccine|vaccine,vaccines|疫苗
wearable|wearable,smartwatch,watch|可穿戴,手表
open-source|open source,open weight,open weights|开源
records|medical records,patient records,health records|病历,患者记录,健康档案
insurance|insurer,insurers,insurance|医保,保险
emergency|emergency department,emergency room,ambulance|急诊,急救
nursing|nurse,nurses,nursing|护士,护理
county|county hospital,county hospitals|县级医院,县医院
privacy|privacy|隐私
cyberattack|cyberattack,ransomware,hackers,hacker,hacked|网络攻击,勒索,黑客`,
  act: `
approve|approve,approved,approves,approval,clears,cleared,clearance,authorised,authorized,licence,licensed|批准,获批,核准,许可,注册证
ban|ban,bans,banned,forbid,forbids,forbidden,prohibit,prohibits,prohibited,outlaws|禁止,不得,严禁,禁用
recall|recall,recalls,recalled|召回
suspend|suspend,suspends,suspended,halt,halts,halted,pause,paused,pauses,switched off,switches off|暂停,叫停,停用,关闭
fine|fined,fine,fines,penalty|罚款,处罚
sue|sue,sues,sued,lawsuit,lawsuits,court,judge,plaintiffs|起诉,诉讼,法院,判决
leak|leak,leaked,leaks,breach,breached,exposed|泄露,外泄
audit|audit,audits,audited,inspection|审计,检查,抽查
guideline|guideline,guidelines,guidance,code of practice|指南,指引,规范,准则
trial|trial,trials,randomised,randomized|试验,随机对照
study|study,studies,paper,researchers,journal|研究,论文,期刊,研究人员
survey|survey,surveys,surveyed,poll,polled,questionnaire|调查,问卷
fund|funding,raised,raises,investors,investment,series b,series a,series c|融资,投资
buy|acquire,acquires,acquired,acquisition,takeover,buys|收购,并购
retract|retract,retracts,retracted,retraction,withdrawn|撤稿,撤回
launch|launch,launches,launched,unveils,unveiled,rolls out,rollout|上线,发布,推出
warn|warn,warns,warned,warning|警告,警示,提醒
strike|strike,walkout,union|罢工,工会
train|training,curriculum,course|培训,课程
price|price,prices,pricing,tender|价格,收费,招标,采购
pay|reimburse,reimburses,reimbursement|报销,支付`,
  journal: `
jama|jama,american medical association|美国医学会杂志,美国医学会
lancet|lancet|柳叶刀
nejm|nejm,new england journal|新英格兰医学
nature-medicine|nature medicine|自然医学,自然·医学
nature|nature|《自然》
science|journal science|《科学》
bmj|bmj,british medical journal|英国医学杂志
npj-digital|npj digital medicine|npj数字医学
cell|cell reports|《细胞》
medrxiv|medrxiv|
arxiv|arxiv|`,
  body: `
who|world health organization,world health organisation|世界卫生组织,世卫
fda|fda,food and drug administration|食品药品监督管理局,美国药监,FDA
nmpa|nmpa,national medical products administration|国家药监局,国家药品监督管理局
nhc|national health commission|国家卫健委,国家卫生健康委
health-commission|health commission,health authority,health bureau,health department|卫健委,卫生健康委,卫健局,卫生局,卫生署,卫生部门
hospital-authority|hospital authority|医院管理局,医管局
mhra|mhra|药品和保健产品监管局
nice|nice|国家卫生与临床优化研究所
nhs|nhs,national health service|国民保健署,国民医疗服务,英国国家医疗服务
ema|european medicines agency|欧洲药品管理局
tsinghua|tsinghua|清华
peking-university|peking university|北京大学,北大
fudan|fudan|复旦
zhejiang-university|zhejiang university|浙江大学,浙大
sun-yat-sen|sun yat sen|中山大学
huaxi|west china hospital|华西医院
union-hospital|peking union|协和
ruijin|ruijin|瑞金
stanford|stanford|斯坦福
harvard|harvard|哈佛
oxford|oxford|牛津
cambridge|cambridge|剑桥
google|google,deepmind|谷歌
microsoft|microsoft|微软
apple|apple|苹果公司
nvidia|nvidia|英伟达
tencent|tencent|腾讯
alibaba|alibaba|阿里
baidu|baidu|百度
huawei|huawei|华为
parliament|parliament,lawmakers,congress,senate|议会,国会,立法会,参议院
consumer-council|consumer council|消费者委员会,消委会
privacy-commissioner|privacy commissioner,data protection authority,information commissioner|私隐专员,隐私专员,数据保护机构,数据保护局`,
}

type Form = { words: string[]; key: string }

const conceptWordsMax = 5
const englishForms = new Map<string, Form[]>() // by first word
const chineseForms: { form: string; key: string }[] = []
for (const [kind, lines] of Object.entries(lexicon)) {
  for (const line of lines.trim().split('\n')) {
    const [concept = '', english = '', chinese = ''] = line.split('|')
    const key = `${kind}:${concept}`
    for (const form of english.split(',').filter(Boolean)) addEnglish(foldWords(form), key)
    for (const form of chinese.split(',').filter(Boolean))
      chineseForms.push({ form: form.toLowerCase(), key })
  }
}

function addEnglish(words: string[], key: string) {
  const forms = englishForms.get(words[0]!) ?? []
  forms.push({ words, key })
  englishForms.set(words[0]!, forms)
}

/** The concepts that a text names, as "place:guangdong", "tech:sepsis-alarm", "act:recall". */
export function findConcepts(text: string): Set<string> {
  const found = new Set<string>()
  const words = foldWords(text)
  for (let i = 0; i < words.length; i++) {
    for (const form of englishForms.get(words[i]!) ?? []) {
      if (form.words.length <= conceptWordsMax && form.words.every((word, k) => words[i + k] === word))
        found.add(form.key)
    }
  }
  if (/[\u3400-\u9fff]/.test(text)) {
    const simple = simplifyText(text.toLowerCase())
    for (const { form, key } of chineseForms) if (simple.includes(form)) found.add(key)
  }
  return found
}
