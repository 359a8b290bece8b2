// Dates as Chinese, Japanese and Korean write them, put into figures that dates.ts reads. Text to text; it computes no
// instant.

const cjkDigits = '〇一二三四五六七八九'
const eraStarts: Record<string, number> = { 民國: 1911, 民国: 1911, 令和: 2018, 平成: 1988 }
const cjkLabel =
  /(?:发布|發佈|發布|更新|发表|發表|刊登|出版|最后|最後|创建|時間|时间|日期|于|於|公開|配信|입력|수정|등록|최종|기사)+[:\s]*/gu
const cjkWeekday =
  /\(?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]\)?|\([月火水木金土日월화수목금토일]\)|[월화수목금토일]요일|[日月火水木金土]曜日/gu

/** 2025年5月8日下午2时30分 -> " 2025-5-8 pm 2:30:00". Says whose writing it is. */
export function plainCjk(text: string): { plain: string; home?: string } {
  if (!/[\u3007\u4e00-\u9fff\uac00-\ud7af\u3040-\u30ff]/.test(text)) return { plain: text }
  const home = /[\uac00-\ud7af]/.test(text) ? 'ko' : /[\u3040-\u30ff]|令和|平成/.test(text) ? 'ja' : 'zh'
  const plain = text
    .replace(cjkWeekday, ' ')
    .replace(cjkLabel, ' ')
    .replace(/[〇零○一二三四五六七八九十]+(?=[年月日])/gu, (digits) => String(cjkNumber(digits)))
    .replace(
      /(民國|民国|令和|平成)\s*(\d{1,3}|元)\s*年/gu,
      (_, era: string, n: string) => `${(eraStarts[era] ?? 0) + Number(n === '元' ? 1 : n)}年`,
    )
    .replace(
      /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日号號일])?/gu,
      (_, y, m, d) => ` ${y}-${m}-${d ?? 1} `,
    )
    .replace(/凌晨|清晨|早上|上午|午前|오전/gu, ' am ')
    .replace(/中午|下午|傍晚|晚上|午後|오후/gu, ' pm ')
    .replace(
      /(\d{1,2})\s*[时時点點시]\s*(?:(\d{1,2})\s*[分분]?)?\s*(?:(\d{1,2})\s*[秒초])?/gu,
      (_, h, m, s) => ` ${h}:${String(m ?? 0).padStart(2, '0')}:${String(s ?? 0).padStart(2, '0')} `,
    )
  return { plain, home }
}

/** 二〇二五 -> 2025, 十二 -> 12, 二十八 -> 28. */
function cjkNumber(written: string): number {
  const values = [...written.replace(/[零○]/gu, '〇')].map((digit) => cjkDigits.indexOf(digit))
  const ten = written.indexOf('十')
  if (ten < 0) return Number(values.join(''))
  return (ten === 0 ? 1 : values[ten - 1]!) * 10 + (values[ten + 1] ?? 0)
}
