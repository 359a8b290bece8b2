import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBody, sniffCharset } from '../../src/fetch/charset.ts'

const shared = path.resolve(import.meta.dirname, '../../../shared/data')

/** The bytes of a text in a charset, made by asking TextDecoder about every byte and pair. */
function encode(text: string, charset: string): Uint8Array {
  if (charset === 'utf-8') return new TextEncoder().encode(text)
  tables[charset] ??= buildTable(charset)
  const table = tables[charset]
  return Uint8Array.from(
    [...text].flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : (table.get(char) ?? [0x3f]))),
  )
}

const tables: Record<string, Map<string, number[]>> = {}

function buildTable(charset: string): Map<string, number[]> {
  const table = new Map<string, number[]>()
  const decoder = new TextDecoder(charset, { fatal: true })
  const put = (...bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes))
      if ([...text].length === 1 && !table.has(text)) table.set(text, bytes)
    } catch {
      // no character
    }
  }
  for (let lead = 0x80; lead < 0x100; lead++) {
    put(lead)
    for (let trail = 0x40; trail < 0x100; trail++) put(lead, trail)
  }
  return table
}

type Declared = { header?: string; inside?: string; meta?: string }

function check(
  text: string,
  charset: string,
  declared: Declared,
  expected: { charset: string; doubtful: boolean },
) {
  const document = declared.meta
    ? `<!doctype html><html><head><meta charset="${declared.meta}"><title>${text}</title>`
    : `<?xml version="1.0"${declared.inside ? ` encoding="${declared.inside}"` : ''}?><rss><title>${text}</title></rss>`
  const decoded = decodeBody(
    encode(document, charset),
    declared.header ? `application/xml; charset=${declared.header}` : '',
  )
  expect(decoded.text).toContain(text)
  expect({ charset: decoded.charset, doubtful: decoded.doubtful }).toEqual(expected)
}

const texts: Record<string, string> = {
  gb18030: '多家三甲医院近日部署人工智能辅助诊断系统，覆盖影像科与急诊科。',
  big5: '多家公立醫院近日引入人工智能輔助診斷系統，涵蓋影像部及急症室。',
  shift_jis: '病院は画像診断を支援するシステムを導入しました。',
  'euc-jp': '病院は画像診断を支援するシステムを導入しました。',
  'euc-kr': '병원은 인공지능 진단 보조 시스템을 도입했다고 밝혔다.',
  'windows-1251': 'Больница внедрила систему диагностики на основе нейросети',
  'koi8-r': 'Больница внедрила систему диагностики на основе нейросети',
  'windows-1253': 'Το νοσοκομείο χρησιμοποιεί τεχνητή νοημοσύνη',
  'windows-1252': 'L’hôpital a déployé un système d’aide au diagnostic à Genève',
  'windows-1250': 'Nemocnice zavedla umělou inteligenci při vyšetření pacientů',
  'windows-1254': 'Hastane yapay zekâ sistemini kullanmaya başladı, şimdi değişiyor',
}

describe('charset', () => {
  it.each(Object.entries(texts))('%s is detected when nothing declares it', (charset, text) => {
    check(text, charset, {}, { charset, doubtful: false })
  })

  it.each(Object.entries(texts))('%s is found when UTF-8 was declared, and marked', (charset, text) => {
    check(text, charset, { header: 'utf-8', inside: 'UTF-8' }, { charset, doubtful: true })
  })

  it.each(Object.keys(texts))('UTF-8 stays UTF-8 when %s was declared, and is marked', (charset) => {
    check('Hôpital 人工智能 больница', 'utf-8', { inside: charset }, { charset: 'utf-8', doubtful: true })
  })

  it.each([
    ['GB2312', 'gb18030', { inside: 'GB2312' }, 'gbk'],
    ['GBK in a meta tag', 'gb18030', { meta: 'gbk' }, 'gbk'],
    [
      'the header wins over the declaration',
      'windows-1252',
      { header: 'windows-1252', inside: 'koi8-r' },
      'windows-1252',
    ],
    ['quoted header', 'koi8-r', { header: "'koi8-r'" }, 'koi8-r'],
    ['unknown label in the header', 'big5', { header: 'x-no-such', inside: 'big5' }, 'big5'],
  ] as [string, string, Declared, string][])('%s', (_, charset, declared, expected) => {
    check(texts[charset]!, charset, declared, { charset: expected, doubtful: false })
  })

  it('a declaration in quoted markup is none', () => {
    const feed = '<?xml version="1.0"?><rss><![CDATA[<meta charset="gb2312">]]>é</rss>'
    expect(decodeBody(encode(feed, 'utf-8')).charset).toBe('utf-8')
  })

  it('one broken byte in UTF-8 is one U+FFFD and a mark, not another charset', () => {
    const bytes = encode('<p>Hôpital universitaire de Genève</p>', 'utf-8')
    const broken = Uint8Array.from([...bytes, 0xff])
    const { text, charset, doubtful } = decodeBody(broken, 'text/html; charset=utf-8')
    expect([text.endsWith('\ufffd'), charset, doubtful]).toEqual([true, 'utf-8', true])
  })

  it('two hanzi that are also UTF-8 letters of two alphabets are hanzi', () => {
    const bytes = encode('<?xml version="1.0" encoding="UTF-8"?><rss><title>医院</title></rss>', 'gb18030')
    expect(decodeBody(bytes)).toMatchObject({ charset: 'gb18030', doubtful: true })
    // the control: an accent and a Greek letter in one English text are not
    expect(decodeBody(encode('<p>TNF-α at the café</p>', 'utf-8'))).toMatchObject({
      charset: 'utf-8',
      doubtful: false,
    })
  })

  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    '%s with and without a byte order mark',
    (charset) => {
      for (const mark of ['\ufeff', '']) {
        const decoded = decodeBody(encodeWide(`${mark}<?xml version="1.0"?><rss>医院</rss>`, charset))
        expect(decoded.text).toBe('<?xml version="1.0"?><rss>医院</rss>')
        expect(decoded.charset).toBe(charset)
      }
    },
  )

  it('never throws, whatever the bytes and the header', () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 40 }),
      (bytes, header) => {
        expect(typeof decodeBody(bytes, `text/html; charset=${header}`).text).toBe('string')
      },
    )
    fc.assert(property, { numRuns: 500 })
  })

  const html5lib = path.join(shared, 'encoding/html5lib_encoding.json')
  it('sniffs as browsers do: 82 of 82 html5lib cases', (context) => {
    if (!existsSync(html5lib)) return context.skip(`${html5lib} is absent`)
    const cases = JSON.parse(readFileSync(html5lib, 'utf8')) as { data_base64: string; encoding: string }[]
    const right = cases.filter(
      ({ data_base64, encoding }) =>
        sniffCharset(Buffer.from(data_base64, 'base64')) === new TextDecoder(encoding).encoding,
    )
    expect([right.length, cases.length]).toEqual([82, 82])
  })

  const suite = path.join(shared, 'feeds/suite')
  it('decodes every feed of the suite without a throw', (context) => {
    if (!existsSync(suite)) return context.skip(`${suite} is absent`)
    for (const name of readdirSync(suite))
      expect(typeof decodeBody(readFileSync(path.join(suite, name))).text).toBe('string')
  })
})

function encodeWide(text: string, charset: string): Uint8Array {
  const size = charset.startsWith('utf-16') ? 2 : 4
  const view = new DataView(new ArrayBuffer(text.length * size))
  for (let i = 0; i < text.length; i++) {
    if (size === 2) view.setUint16(i * 2, text.charCodeAt(i), charset.endsWith('le'))
    else view.setUint32(i * 4, text.charCodeAt(i), charset.endsWith('le'))
  }
  return new Uint8Array(view.buffer)
}
