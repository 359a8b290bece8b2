// Rules that tag by a saved query: made, changed, switched, run over the archive.
import type { Context } from 'hono'
import type { TagRuleRow } from '../../src/store/tag-rules.ts'
import { compileTagQuery } from '../../src/tend-tags.ts'
import { readForm } from '../form.ts'
import { tagName } from '../names.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { TagRulePage, TagRules } from '../pages/tag-rules.tsx'
import { personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import type { App, Site } from '../site.tsx'
import { finishWork } from '../tag-work.ts'
import { findTag, readWords } from '../vocabulary.ts'

const TOLD: Record<string, string> = {
  tag: 'There is no such tag to set. Write its name or its id as the list offers it.',
  query:
    'This query cannot be a rule: something in it cannot be read, or nothing of it is left to search for. Try it as a search first.',
}

type Fields = { query: string; tag: string; note: string }

export function addTagRules(app: App, site: Site): void {
  const { store, now, page, watch } = site

  const countHits = async (query: string): Promise<number | undefined> => {
    const compiled = compileTagQuery(query, now().toISOString().slice(0, 10))
    return compiled && (await store.countMatches(compiled)).articles
  }

  app.get('/tagging/rules', requireRole('editor'), async (c) => {
    const field = (name: string, max: number) => (c.req.query(name) ?? '').slice(0, max).toWellFormed().trim()
    const query = field('q', 1000)
    const [rules, words, count] = await Promise.all([
      store.listTagRules(),
      readWords(site),
      query === '' ? undefined : countHits(query),
    ])
    const told =
      TOLD[c.req.query('told') ?? ''] ?? (query !== '' && count === undefined ? TOLD.query : undefined)
    const draft = { query, tag: field('tag', 200), note: field('note', 500), count }
    const props = { rules, draft, topics: watch.topics, words, told }
    return page(c, { title: 'Tag rules', at: 'none' }, <TagRules {...props} />)
  })

  app.post('/tagging/rules', requireRole('editor'), async (c) => {
    const fields = await readRule(c)
    const tagId = findTag(fields.tag, watch.topics, await readWords(site))
    const refuse = (why: string) => {
      const kept = new URLSearchParams({ q: fields.query, tag: fields.tag, note: fields.note, told: why })
      return c.redirect(`/tagging/rules?${kept}#new`, 303)
    }
    if (tagId === undefined) return refuse('tag')
    if ((await countHits(fields.query)) === undefined) return refuse('query')
    return await save(c, undefined, { ...fields, tagId, enabled: true }, 'Made a rule')
  })

  app.get('/tagging/rules/:id', requireRole('editor'), async (c) => {
    const rule = await findRule(c)
    if (!rule) return missing(c)
    const deedId = wholeNumber(c.req.query('deed'))
    const jobs = (await store.listTagJobs({ limit: 100 })).filter((job) => job.ruleId === rule.id)
    const props = {
      rule,
      count: await countHits(rule.query),
      jobs: jobs.slice(0, 3),
      deed: deedId === undefined ? undefined : await store.readDeed(deedId),
      topics: watch.topics,
      words: await readWords(site),
      told: TOLD[c.req.query('told') ?? ''],
    }
    return page(c, { title: `Rule ${rule.id}`, at: 'none' }, <TagRulePage {...props} />)
  })

  app.post('/tagging/rules/:id', requireRole('editor'), async (c) => {
    const rule = await findRule(c)
    if (!rule) return missing(c)
    const form = await readForm(c)
    const { tagId, query, note } = rule
    switch (form('act')) {
      case 'run':
        return await run(c, rule, 'Ran')
      case 'on':
        return await save(c, rule, { tagId, query, note, enabled: true }, 'Switched on')
      case 'off':
        return await save(c, rule, { tagId, query, note, enabled: false }, 'Switched off', false)
      case 'clear':
        return await save(c, rule, { tagId, query, note, enabled: false }, 'Switched off and cleared')
    }
    const fields = await readRule(c)
    const chosen = findTag(fields.tag, watch.topics, await readWords(site))
    if (chosen === undefined) return c.redirect(`/tagging/rules/${rule.id}?told=tag`, 303)
    if ((await countHits(fields.query)) === undefined)
      return c.redirect(`/tagging/rules/${rule.id}?told=query`, 303)
    // Under another tag it is another rule: what the old one set stays until it is cleared.
    if (chosen !== tagId) {
      await save(c, rule, { tagId, query, note, enabled: false }, 'Switched off and cleared')
      return await save(c, undefined, { ...fields, tagId: chosen, enabled: true }, 'Made a rule')
    }
    return await save(c, rule, { ...fields, tagId, enabled: true }, 'Changed')
  })

  const missing = (c: Context<SiteEnv>) =>
    page(c, { title: 'No such rule', at: 'none' }, <NoSuchPage what="rule" />, 404)

  const findRule = async (c: Context<SiteEnv>): Promise<TagRuleRow | undefined> => {
    const id = wholeNumber(c.req.param('id'))
    return id === undefined ? undefined : await store.readTagRule(id)
  }

  type Saved = { tagId: string; query: string; note: string; enabled: boolean }
  const save = async (
    c: Context<SiteEnv>,
    rule: TagRuleRow | undefined,
    { tagId, query, note, enabled }: Saved,
    said: string,
    runs = true,
  ) => {
    const who = `person:${personOf(c).name}`
    const words = `${said}: ${query.slice(0, 200)} sets “${tagName(tagId, watch.topics)}”`
    const { ruleId, deedId } = await store.saveTagRule({
      ...(rule ? { id: rule.id } : {}),
      tagId,
      query,
      note,
      enabled,
      words,
      who,
      at: now().toISOString(),
    })
    const after = { tagId, query, note, enabled, deed: deedId }
    await recordAct(site, c, { act: 'tag-rule', subject: `rule ${ruleId}`, before: rule, after })
    const saved = await store.readTagRule(ruleId)
    if (!runs || !saved) return c.redirect(`/tagging/rules/${ruleId}?deed=${deedId}`, 303)
    return await run(c, saved, enabled ? 'Ran' : 'Cleared')
  }

  const run = async (c: Context<SiteEnv>, rule: TagRuleRow, said: string) => {
    const who = `person:${personOf(c).name}`
    const { jobId, deedId } = await store.startTagJob({
      kind: 'rule',
      tagId: rule.tagId,
      setBy: `rule:${rule.id}`,
      ruleId: rule.id,
      total: ((await countHits(rule.query)) ?? 0) + rule.articleCount,
      words: `${said} rule ${rule.id} over the archive`,
      link: `/tagging/rules/${rule.id}`,
      who,
      at: now().toISOString(),
    })
    await recordAct(site, c, { act: 'run-tag-rule', subject: `rule ${rule.id}`, after: { deed: deedId } })
    const done = await finishWork(site)
    return c.redirect(done ? `/tagging/rules/${rule.id}?deed=${deedId}` : `/tagging/jobs/${jobId}`, 303)
  }
}

async function readRule(c: Context): Promise<Fields> {
  const form = await readForm(c)
  return { query: form('q', 1000).trim(), tag: form('tag', 200), note: form('note', 500).trim() }
}
