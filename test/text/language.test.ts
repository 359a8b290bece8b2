import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectLanguage, readHint } from '../../src/text/language.ts'

type Case = { text: string; hint?: string; expected: string | undefined }

const cases: Case[] = [
  {
    text: 'The hospital has used the new system since May, and it was not easy for the nurses who work there.',
    expected: 'en',
  },
  {
    text: 'Das Krankenhaus nutzt das neue System seit Mai, und es war für die Pflege nicht einfach.',
    expected: 'de',
  },
  {
    text: "L'hôpital utilise le nouveau système depuis le mois de mai, et ce n'est pas simple pour les soignants.",
    expected: 'fr',
  },
  {
    text: 'El hospital utiliza el nuevo sistema desde mayo y no ha sido fácil para los médicos que trabajan allí.',
    expected: 'es',
  },
  {
    text: "L'ospedale usa il nuovo sistema da maggio e non è stato facile per i medici che ci lavorano.",
    expected: 'it',
  },
  {
    text: 'O hospital usa o novo sistema desde maio e não foi fácil para os médicos que lá trabalham.',
    expected: 'pt',
  },
  {
    text: 'Het ziekenhuis gebruikt het nieuwe systeem sinds mei, en dat was niet makkelijk voor de artsen die er werken.',
    expected: 'nl',
  },
  {
    text: 'Szpital korzysta z nowego systemu od maja i nie było to łatwe dla lekarzy, którzy tam pracują.',
    expected: 'pl',
  },
  {
    text: 'Nemocnice používá nový systém od května a pro lékaře, kteří tam pracují, to nebylo snadné, řekl ředitel.',
    expected: 'cs',
  },
  { text: '医院从五月开始使用这个新系统，医生们说这并不容易。', expected: 'zh-Hans' },
  { text: '醫院從五月開始使用這個新系統，醫生們說這並不容易。', expected: 'zh-Hant' },
  { text: '近百家医院使用 DeepSeek', expected: 'zh-Hans' },
  { text: '病院は五月から新しいシステムを使っています。', expected: 'ja' },
  { text: '병원은 5월부터 새로운 시스템을 사용하고 있다.', expected: 'ko' },
  { text: 'Больница использует новую систему с мая, и это было непросто.', expected: 'ru' },
  { text: 'Лікарня використовує нову систему з травня, і це було її рішення.', expected: 'uk' },
  { text: 'يستخدم المستشفى النظام الجديد منذ مايو', expected: 'ar' },
  { text: 'Το νοσοκομείο χρησιμοποιεί το νέο σύστημα', expected: 'el' },
  // the text against the declaration
  {
    text: 'Das Krankenhaus nutzt das neue System seit Mai, und es war für die Pflege nicht einfach.',
    hint: 'en-US',
    expected: 'de',
  },
  { text: '医院从五月开始使用这个新系统，医生们说这并不容易。', hint: 'en', expected: 'zh-Hans' },
  { text: '醫院從五月開始使用這個新系統，醫生們說這並不容易。', hint: 'zh-CN', expected: 'zh-Hant' },
  // a name in another script does not turn the text
  {
    text: 'The reporter asked 张晓明 of the society about the count, and he said that it was not his.',
    expected: 'en',
  },
  // the declaration where the text leaves it open
  { text: 'DeepSeek', hint: 'fr-CA', expected: 'fr' },
  { text: '人工智能', hint: 'zh-TW', expected: 'zh-Hant' },
  { text: 'DeepSeek', expected: undefined },
  { text: '', expected: undefined },
  { text: '2025-05-08 10:00', hint: 'und', expected: undefined },
]

describe('detectLanguage', () => {
  it.each(cases)('$expected: $text', ({ text, hint, expected }) =>
    expect(detectLanguage(text, hint)).toBe(expected),
  )

  it('asks the model where stop words are few', () => {
    const finnish =
      'Tapahtuma järjestettiin Helsingissä viime viikolla runsaan yleisön saattelemana kaikille avoimena'
    expect(detectLanguage(finnish)).toBe('fi')
  })

  it('never throws and always answers with a language tag or nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 50 }),
        fc.option(fc.string({ maxLength: 8 })),
        (text, hint) => {
          const answer = detectLanguage(text, hint ?? undefined)
          if (answer !== undefined) expect(answer).toMatch(/^[a-z]{2,3}(?:-Han[st])?$/)
        },
      ),
    )
  })
})

describe('readHint', () => {
  const hints: [string, string | undefined][] = [
    ['en-US', 'en'],
    ['zh_TW', 'zh-Hant'],
    ['zh', 'zh-Hans'],
    ['DE', 'de'],
    ['nb-NO', 'no'],
    ['und', undefined],
    ['', undefined],
    ['{{lang}}', undefined],
  ]
  it.each(hints)('%s -> %s', (hint, expected) => expect(readHint(hint)).toBe(expected))
})
