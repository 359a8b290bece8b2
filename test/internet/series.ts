// What the events of README.md become: every series with the points that may be drawn in it (accepted, or sure; said to be
// so; not corrected, not drifted), as "bound value, as of, who said it". Reports of one event are one point.
// Held against the crawled sample web by test/claims-line.test.ts: a point more or less is a reading that broke.

export type ExpectedSeries = { event: string; key: string; points: string[] }

const lingnan = 'Lingnan Health Insight'
const register = 'Device Register Office, Hong Kong'
const guangdong = 'Guangdong health authority'
const council = 'Care Records Council'
const programme = "India's national tuberculosis programme"
const board = 'Public hospitals board'

export const expectedSeries: ExpectedSeries[] = [
  {
    event: 'S1',
    key: 'deepseek~hospital~CN~count~adopted',
    points: [
      `nearly 100, 2025-02, ${lingnan}`,
      'at_least 300, 2025-03, doi:10.1001/jama.2025.6571',
      'exact 212, 2025-03, Huaxia Hospital Informatics Society',
      `at_least 520, 2025-07-31, ${lingnan}`,
      `more_than 900, 2025-10-31, ${lingnan}`,
      `exact 1004, 2026-02-28, ${lingnan}`,
    ],
  },
  {
    event: 'S2',
    key: 'llm~hospital~CN-GD~count~adopted',
    points: [
      `exact 18, 2024-09-30, ${guangdong}`,
      `exact 57, 2025-03, ${guangdong}`,
      `exact 81, 2025-08-31, ${guangdong}`,
      `exact 96, 2026-01-31, ${guangdong}`,
    ],
  },
  {
    event: 'S3 pilots',
    key: 'ambient-ai~trust~GB-ENG~count~piloting',
    points: [`exact 9, 2024-09-30, ${council}`],
  },
  {
    event: 'S3',
    key: 'ambient-ai~trust~GB-ENG~count~adopted',
    points: [
      `exact 31, 2025-03, ${council}`,
      `exact 58, 2025-09, ${council}`,
      `exact 96, 2026-01, ${council}`,
      `exact 96, 2026-02-22, ${council}`, // a blog that says "now" four days later
    ],
  },
  {
    event: 'S4',
    key: 'generative-ai~physician~US~share~adopted',
    points: [
      'exact 38, 2024-10, Prairie Medical Poll',
      'more_than 33.3, 2024-10, doi:10.5555/jdc.2024.031', // the paper's own conclusion
      'exact 52, 2025-10, Prairie Medical Poll',
      'about 25, 2025-10, Coastal Physician Panel',
    ],
  },
  {
    event: 'S5',
    key: 'ai-medical-device~device~HK~count~authorised',
    points: [
      `exact 41, 2024-12-18, ${register}`, // in a newspaper, of the day
      `exact 41, 2024-12-31, ${register}`,
      `exact 58, 2025-06, ${register}`,
      `exact 71, 2025-12-17, ${register}`,
      `exact 71, 2025-12-31, ${register}`,
    ],
  },
  {
    event: 'S6',
    key: 'vigil~hospital~US~count~adopted',
    points: [
      'exact 171, 2024-10-01, Corvane Health',
      'exact 143, 2025-06-01, Corvane Health',
      'exact 143, 2025-06-25, Corvane Health', // "now"
      'exact 143, 2025-06, doi:10.5555/jdc.2025.041', // a paper that goes back to it
      'exact 118, 2026-01-01, Corvane Health',
    ],
  },
  {
    event: 'S7',
    key: 'lumera~clinic~DE~count~adopted',
    points: [
      'at_least 60, 2025-01-15, German mammography association',
      'range 95-110, 2025-10, German mammography association',
    ],
  },
  {
    event: 'S8',
    key: 'chestecho~primary_care_facility~IN~count~adopted',
    points: [
      `about 1200, 2024-11, ${programme}`,
      `about 3500, 2025-05, ${programme}`,
      `range 4000-4500, 2025-12, ${programme}`,
    ],
  },
  {
    event: 'S9',
    key: 'eyelantern~clinic~SG~count~adopted',
    points: [
      'exact 12, 2025-01-28, Harbour Daily', // neither paper names who says so
      'exact 12, 2025-01-28, Meridian Wire',
      'exact 26, 2025-12-01, Harbour Daily',
    ],
  },
  {
    event: 'S10 none, then eleven',
    key: 'deepseek~hospital~HK~count~adopted',
    points: [`exact 0, 2025-03-05, ${board}`, `exact 0, 2025-03-06, ${board}`, `exact 11, 2026-01, ${board}`],
  },
  {
    event: 'S10 pilot',
    key: 'deepseek~hospital~HK~count~piloting',
    points: [`exact 5, 2025-09-03, ${board}`, `exact 5, 2025-09-03, ${register}`], // the office says so on its own pages
  },
  {
    event: 'S11',
    key: 'ai~clinic~JP~count~adopted',
    points: ['up_to 400, 2025-06, researchers in Osaka'],
  },
]
