// Rules that tag by a saved query, and the queue of new and edited articles that they have yet to look at.

import type { Db } from './database.ts'
import { openDeed, putRow, readRow } from './deeds.ts'
import { feedIndexAll } from './index-rows.ts'
import type { CompiledQuery } from './search.ts'
import { settleTags } from './tags.ts'

export type TagRuleRow = {
  id: number
  tagId: string
  query: string
  note: string
  enabled: boolean
  who: string
  madeAt: string
  changedAt: string
  runAt: string | null // when it last went over the archive
  articleCount: number // that carry the tag by this rule
}

const RULE = `r.id, r.tag_id as tagId, r.query, r.note, r.enabled, r.who, r.made_at as madeAt, r.changed_at as changedAt,
  (select max(j.ended_at) from tag_jobs j where j.rule_id = r.id and j.state = 'done') as runAt, (select count(*) from article_tags t
    where t.set_by = 'rule:' || r.id and t.set_by <> 'rule' and t.removed_at is null) as articleCount`

const toRule = (row: unknown): TagRuleRow => {
  const rule = row as Omit<TagRuleRow, 'enabled'> & { enabled: number }
  return { ...rule, enabled: rule.enabled === 1 }
}

export function listTagRules(db: Db): TagRuleRow[] {
  return db.prepare(`select ${RULE} from tag_rules r order by r.enabled desc, r.id`).all().map(toRule)
}

export function readTagRule(db: Db, id: number): TagRuleRow | undefined {
  const row = db.prepare(`select ${RULE} from tag_rules r where r.id = ?`).get(id)
  return row === undefined ? undefined : toRule(row)
}

export type TagRuleChange = {
  id?: number // absent: a new one
  tagId: string
  query: string
  note: string
  enabled: boolean
  words: string
  who: string
  at: string
}

/** Journals a rule as it is from now on; what it tags is done by a job. An id is never given twice. */
export function saveTagRule(db: Db, change: TagRuleChange): { ruleId: number; deedId: number } {
  return db
    .transaction(() => {
      const { tagId, query, note, enabled, words, who, at } = change
      const deedId = openDeed(db, { kind: 'tag-rule', words, who, link: '/tagging/rules', at })
      const row = { tag_id: tagId, query, note, enabled: enabled ? 1 : 0, changed_at: at }
      if (change.id !== undefined && readRow(db, 'tag_rules', { id: change.id }) !== null) {
        putRow(db, deedId, 'tag_rules', { id: change.id }, row)
        return { ruleId: change.id, deedId }
      }
      const ruleId = Number(
        db
          .prepare(
            `insert into tag_rules (tag_id, query, note, enabled, who, made_at, changed_at) values (?, ?, ?, 0, ?, ?, ?)`,
          )
          .run(tagId, query, note, who, at, at).lastInsertRowid,
      )
      // Undoing a new rule switches it off: its id stays its own.
      putRow(db, deedId, 'tag_rules', { id: ruleId }, row)
      return { ruleId, deedId }
    })
    .immediate()
}

/** Those of the articles that a compiled query finds. */
export function pickMatching(
  db: Db,
  { compiled: { match, fromDay, toDay }, ids }: { compiled: CompiledQuery; ids: number[] },
): number[] {
  const within = ids.filter((id) => {
    const day = Math.floor(id / 65_536)
    return (fromDay === undefined || day >= fromDay) && (toDay === undefined || day <= toDay)
  })
  if (match === undefined) return within
  const found = db.prepare('select 1 from articles_fts where articles_fts match ? and rowid = ?')
  return within.filter((id) => found.get(match, BigInt(id)) !== undefined)
}

export function listTagQueue(db: Db, { limit }: { limit: number }): number[] {
  return db
    .prepare('select article_id from tag_queue order by article_id limit ?')
    .pluck()
    .all(limit) as number[]
}

/** What the rules say of one article that is new or was edited. */
export type QueuedTags = { articleId: number; set: { tagId: string; ruleId: number }[]; ruleIds: number[] }

const matchedNone = '[]'

/** Sets and drops rule tags as the rules say now, and takes the articles off the queue. Few articles at a time. */
export function tagQueued(db: Db, { articles, at }: { articles: QueuedTags[]; at: string }): number {
  return db
    .transaction(() => {
      const changed: number[] = []
      for (const article of articles) {
        if (tagOne(db, article, at)) changed.push(article.articleId)
        db.prepare('delete from tag_queue where article_id = ?').run(article.articleId)
      }
      feedIndexAll(db, changed)
      return changed.length
    })
    .immediate()
}

function tagOne(db: Db, { articleId, set, ruleIds }: QueuedTags, at: string): boolean {
  if (db.prepare('select 1 from articles where id = ?').get(articleId) === undefined) return false
  const insert = db.prepare(
    `insert into article_tags (article_id, tag_id, set_by, matched, set_at) values (?, ?, ?, ?, ?)
     on conflict (article_id, tag_id) do nothing`,
  )
  let changes = 0
  const drop = db.prepare(
    `delete from article_tags where article_id = ? and set_by = ? and removed_at is null
       and tag_id not in (select value from json_each(?))`,
  )
  for (const ruleId of ruleIds) {
    const kept = set.filter((tag) => tag.ruleId === ruleId).map((tag) => tag.tagId)
    changes += drop.run(articleId, `rule:${ruleId}`, JSON.stringify(kept)).changes
  }
  for (const { tagId, ruleId } of set)
    for (const tag of settleTags(db, articleId, [{ id: tagId, setBy: `rule:${ruleId}`, matched: [] }]))
      changes += insert.run(articleId, tag.id, tag.setBy, matchedNone, at).changes
  return changes > 0
}
