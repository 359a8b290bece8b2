// The table of whole operations that the store offers: reads run in any reader thread, writes in the one writer.

import * as accounts from './accounts.ts'
import * as acts from './acts.ts'
import * as articleReads from './article-reads.ts'
import * as articleWrites from './article-writes.ts'
import * as claimDecisions from './claim-decisions.ts'
import * as claimModels from './claim-models.ts'
import * as claimPages from './claim-pages.ts'
import * as claimQueue from './claim-queue.ts'
import * as claimSeries from './claim-series.ts'
import * as claimTexts from './claim-texts.ts'
import * as claims from './claims.ts'
import type { Db } from './database.ts'
import * as deeds from './deeds.ts'
import * as entries from './entries.ts'
import * as exportReads from './export-reads.ts'
import * as failures from './failures.ts'
import * as frozen from './frozen-searches.ts'
import * as groupDecisions from './group-decisions.ts'
import * as groups from './groups.ts'
import * as lists from './lists.ts'
import * as publications from './publications.ts'
import * as saved from './saved-searches.ts'
import { searchArticles } from './search.ts'
import { countSpans, findDays, listAnsweredDays, searchFacets } from './search-facets.ts'
import { countMatches, listMatchIds } from './search-matches.ts'
import { searchStories } from './search-stories.ts'
import { listSuggestables } from './search-words.ts'
import * as sources from './sources.ts'
import * as stories from './stories.ts'
import * as tagJobs from './tag-jobs.ts'
import * as tagRules from './tag-rules.ts'
import * as tags from './tags.ts'
import * as terms from './terms.ts'
import * as upkeep from './upkeep.ts'

const ping = (_db: Db): true => true
/** For work done in steps: how long a step has held the writer. */
const stopwatch = () => performance.now()

export const reads = {
  findEntryCandidates: entries.findEntryCandidates,
  listPendingEntries: entries.listPendingEntries,
  listNotOurs: entries.listNotOurs,
  countNotOurs: entries.countNotOurs,
  findArticleTwins: articleReads.findArticleTwins,
  findCopyCandidates: groups.findCopyCandidates,
  findStoryCandidates: groups.findStoryCandidates,
  listGroupDecisions: groups.listGroupDecisions,
  listDueRechecks: articleReads.listDueRechecks,
  readHostRepeats: articleReads.readHostRepeats,
  readRawPage: articleReads.readRawPage,
  readArticle: articleReads.readArticle,
  readStoryMembers: groups.readStoryMembers,
  listArticlesForReprocess: articleReads.listArticlesForReprocess,
  listSourceStates: sources.listSourceStates,
  listFailures: failures.listFailures,
  listLatest: lists.listLatest,
  listTags: lists.listTags,
  countAll: lists.countAll,
  countMonths: lists.countMonths,
  listTerms: terms.listTerms,
  readFacts: upkeep.readFacts,
  listExportIds: exportReads.listExportIds,
  listPublicationIds: exportReads.listPublicationIds,
  listExportStories: exportReads.listExportStories,
  readExportRows: exportReads.readExportRows,
  readExportStories: exportReads.readExportStories,
  listSavedSearches: saved.listSavedSearches,
  readSavedSearch: saved.readSavedSearch,
  readSavedByFeed: saved.readSavedByFeed,
  readVolumes: saved.readVolumes,
  readFrozen: frozen.readFrozen,
  readUnfinishedFrozen: frozen.readUnfinishedFrozen,
  listFrozen: frozen.listFrozen,
  readFrozenRows: frozen.readFrozenRows,
  compareFrozen: frozen.compareFrozen,
  readDeed: deeds.readDeed,
  listDeeds: deeds.listDeeds,
  readStory: stories.readStory,
  readTexts: stories.readTexts,
  listPublications: publications.listPublications,
  readPublication: publications.readPublication,
  readVocabulary: tags.readVocabulary,
  countTagged: tags.countTagged,
  readTagPage: tags.readTagPage,
  listTagRules: tagRules.listTagRules,
  readTagRule: tagRules.readTagRule,
  pickMatching: tagRules.pickMatching,
  listTagQueue: tagRules.listTagQueue,
  readTagJob: tagJobs.readTagJob,
  listTagJobs: tagJobs.listTagJobs,
  listWithTag: tagJobs.listWithTag,
  listSeriesClaims: claims.listSeriesClaims,
  listArticleClaims: claims.listArticleClaims,
  listStoryClaims: claims.listStoryClaims,
  listFigures: claims.listFigures,
  listReadings: claims.listReadings,
  listClaims: claimTexts.listClaims,
  listClaimTexts: claimTexts.listClaimTexts,
  listCorrections: claimTexts.listCorrections,
  listClaimPage: claimPages.listClaimPage,
  findQuotes: claimPages.findQuotes,
  listSeries: claimSeries.listSeries,
  listSeriesPage: claimSeries.listSeriesPage,
  readSeries: claimSeries.readSeries,
  countSeries: claimSeries.countSeries,
  listDirtySeries: claimSeries.listDirtySeries,
  listRelations: claimSeries.listRelations,
  readDecision: claimDecisions.readDecision,
  listClaimDecisions: claimDecisions.listClaimDecisions,
  listReviewQueue: claimQueue.listReviewQueue,
  countReview: claimQueue.countReview,
  listSameQuotes: claimQueue.listSameQuotes,
  listWatched: claimQueue.listWatched,
  listSuggestions: claimQueue.listSuggestions,
  findAccount: accounts.findAccount,
  readPasswordHash: accounts.readPasswordHash,
  readSession: accounts.readSession,
  readApiToken: accounts.readApiToken,
  isKnownDevice: accounts.isKnownDevice,
  readLink: accounts.readLink,
  hasOperator: accounts.hasOperator,
  listAccounts: accounts.listAccounts,
  listSessions: accounts.listSessions,
  listApiTokens: accounts.listApiTokens,
  listActs: acts.listActs,
  listActNames: acts.listActNames,
  searchArticles,
  searchFacets,
  searchStories,
  countMatches,
  listMatchIds,
  findDays,
  countSpans,
  listAnsweredDays,
  listSuggestables,
}

export const writes = {
  ping,
  saveSourceCheck: sources.saveSourceCheck,
  saveSourceFailure: sources.saveSourceFailure,
  saveEntryOutcome: entries.saveEntryOutcome,
  decideOurs: entries.decideOurs,
  saveRawPage: articleWrites.saveRawPage,
  saveArticle: articleWrites.saveArticle,
  saveArticles: articleWrites.saveArticles,
  saveRecheck: articleWrites.saveRecheck,
  saveReprocessed: articleWrites.saveReprocessed,
  saveGroupDecision: groupDecisions.saveGroupDecision,
  undoGroupDecision: groupDecisions.undoGroupDecision,
  saveTag: tags.saveTag,
  saveTagRule: tagRules.saveTagRule,
  tagQueued: tagRules.tagQueued,
  startTagJob: tagJobs.startTagJob,
  startUndo: tagJobs.startUndo,
  claimTagJob: tagJobs.claimTagJob,
  stepTagJob: (db: Db, step: tagJobs.TagStep) => tagJobs.stepTagJob(db, step, stopwatch),
  stepUndo: (db: Db, step: tagJobs.UndoStep) => tagJobs.stepUndo(db, step, stopwatch),
  nextTagPhase: tagJobs.nextTagPhase,
  endTagJob: tagJobs.endTagJob,
  saveFailure: failures.saveFailure,
  resolveFailuresAt: failures.resolveFailuresAt,
  recordFetch: failures.recordFetch,
  checkIntegrity: upkeep.checkIntegrity,
  rebuildIndex: upkeep.rebuildIndex,
  backup: upkeep.backup,
  writeFact: upkeep.writeFact,
  saveSettledSeries: claimSeries.saveSettledSeries,
  saveModelReading: claimModels.saveModelReading,
  saveRereadClaims: claimTexts.saveRereadClaims,
  judgeClaims: claimDecisions.judgeClaims,
  fixClaim: claimDecisions.fixClaim,
  addClaim: claimDecisions.addClaim,
  ruleRelation: claimDecisions.ruleRelation,
  undoClaimDecision: claimDecisions.undoClaimDecision,
  watchSeries: claimQueue.watchSeries,
  saveSuggestion: claimQueue.saveSuggestion,
  closeSuggestion: claimQueue.closeSuggestion,
  addAccount: accounts.addAccount,
  changeAccount: accounts.changeAccount,
  saveLink: accounts.saveLink,
  setPasswordByLink: accounts.setPasswordByLink,
  changePassword: accounts.changePassword,
  startSession: accounts.startSession,
  endSession: accounts.endSession,
  touchSession: accounts.touchSession,
  addApiToken: accounts.addApiToken,
  revokeApiToken: accounts.revokeApiToken,
  endEveryAccess: accounts.endEveryAccess,
  touchApiToken: accounts.touchApiToken,
  recordAct: acts.recordAct,
  addSavedSearch: saved.addSavedSearch,
  changeSavedSearch: saved.changeSavedSearch,
  setSavedFeed: saved.setSavedFeed,
  setSavedDeleted: saved.setSavedDeleted,
  startFrozen: frozen.startFrozen,
  addFrozenRows: frozen.addFrozenRows,
  finishFrozen: frozen.finishFrozen,
  failFrozen: frozen.failFrozen,
  limitPages: upkeep.limitPages,
}

export type Reads = typeof reads
export type Writes = typeof writes
export const readNames = Object.keys(reads) as (keyof Reads)[]
export const writeNames = Object.keys(writes) as (keyof Writes)[]
