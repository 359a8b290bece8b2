// The hosts of the frozen web, one line each.

import { site as annalsBedside } from './annals-bedside.example/site.ts'
import { site as capitalLedger } from './capital-ledger.example/site.ts'
import { site as daily8 } from './daily8.example/site.ts'
import { site as deviceRegister } from './device-register.example/site.ts'
import { site as digitalCare } from './digital-care.example/site.ts'
import { site as harbourDaily } from './harbour-daily.example/site.ts'
import { site as hospitalComputing } from './hospital-computing.example/site.ts'
import { site as jama } from './jama.example/site.ts'
import { site as lakesideTribune } from './lakeside-tribune.example/site.ts'
import { site as meridianWire } from './meridian-wire.example/site.ts'
import { site as nanyueJiankang } from './nanyue-jiankang.example/site.ts'
import { site as northmoorTrust } from './northmoor-trust.example/site.ts'
import { site as openmedPreprints } from './openmed-preprints.example/site.ts'
import type { Site } from './site.ts'
import { site as slowClinician } from './slow-clinician.example/site.ts'
import { site as southChinaMorningPost } from './south-china-morning-post.example/site.ts'
import { site as wardSystems } from './ward-systems.example/site.ts'
import { site as yijieRibao } from './yijie-ribao.example/site.ts'

export const sites: Site[] = [
  southChinaMorningPost,
  daily8,
  jama,
  harbourDaily,
  meridianWire,
  wardSystems,
  hospitalComputing,
  slowClinician,
  lakesideTribune,
  northmoorTrust,
  capitalLedger,
  annalsBedside,
  digitalCare,
  openmedPreprints,
  deviceRegister,
  yijieRibao,
  nanyueJiankang,
]
