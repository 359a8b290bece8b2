// Rules that tag by a saved query: the list, a new one with how many articles it would find, and the page of each.
import type { Topics } from '../../src/model.ts'
import type { Deed } from '../../src/store/deeds.ts'
import type { TagJob } from '../../src/store/tag-jobs.ts'
import type { TagRuleRow } from '../../src/store/tag-rules.ts'
import { DeedNotice } from '../components/deed-notice.tsx'
import { Notice } from '../components/notices.tsx'
import { TagPicker } from '../components/tag-picker.tsx'
import { writeCount, writeInstant, writePlural } from '../dates.ts'
import { searchLink, tagLink } from '../links.ts'
import { tagName } from '../names.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { Progress, RuleLines } from './tagging.tsx'

type Common = { topics: Topics; words: Vocabulary; told: string | undefined }
export type Draft = { query: string; tag: string; note: string; count: number | undefined }

export function TagRules({
  rules,
  draft,
  topics,
  words,
  told,
}: Common & { rules: TagRuleRow[]; draft: Draft }) {
  return (
    <div class="stack tagging">
      <header>
        <h1>Rules that tag by a query</h1>
        <p class="lede">
          A rule goes over the archive once and then looks at every article that comes or is edited. It never
          sets a tag that a person took off, and takes back only what it set itself.
        </p>
      </header>
      {told && <Notice>{told}</Notice>}
      <RuleLines rules={rules} topics={topics} />
      <section class="join" id="new">
        <h2 class="label">A new rule</h2>
        <form method="post" action="/tagging/rules" class="lines">
          <RuleFields draft={draft} topics={topics} words={words} />
          {draft.count !== undefined && (
            <p role="status">
              <a href={searchLink(draft.query, 'newest')}>{writePlural(draft.count, 'article')}</a> match now.
            </p>
          )}
          <p class="pager">
            <button type="submit" name="act" value="save">
              Save and run it
            </button>
            <button type="submit" class="quiet" formmethod="get" formaction="/tagging/rules#new">
              How many would it tag?
            </button>
          </p>
        </form>
      </section>
    </div>
  )
}

function RuleFields({ draft, topics, words }: { draft: Draft; topics: Topics; words: Vocabulary }) {
  return (
    <>
      <p>
        <label for="rule-q">Query</label>
        <input id="rule-q" name="q" value={draft.query} required maxlength={1000} autocomplete="off" />
      </p>
      <p>
        <TagPicker id="rule-tag" label="sets the tag" topics={topics} words={words} value={draft.tag} />
      </p>
      <p>
        <label for="rule-note">Why</label>
        <input id="rule-note" name="note" value={draft.note} maxlength={500} autocomplete="off" />
      </p>
    </>
  )
}

type RuleProps = Common & {
  rule: TagRuleRow
  count: number | undefined
  jobs: TagJob[]
  deed: Deed | undefined
}

export function TagRulePage({ rule, count, jobs, topics, words, told, deed }: RuleProps) {
  const draft = { query: rule.query, tag: rule.tagId, note: rule.note, count }
  const action = `/tagging/rules/${rule.id}`
  return (
    <div class="stack tagging">
      <header>
        <p class="kicker">
          <strong>
            <a href="/tagging/rules">Rules</a>
          </strong>
          <span>{rule.enabled ? 'on' : 'off'}</span>
        </p>
        <h1>
          Rule {rule.id}: {tagName(rule.tagId, topics)}
        </h1>
        <p class="lede">
          <code>{rule.query}</code> sets <a href={tagLink(rule.tagId)}>{tagName(rule.tagId, topics)}</a>. Made
          by <bdi>{rule.who.replace(/^person:/, '')}</bdi> on {writeInstant(rule.madeAt)}
          {rule.note && `: ${rule.note}`}
        </p>
      </header>
      <DeedNotice deed={deed} />
      {told && <Notice>{told}</Notice>}
      <dl class="facts">
        <dt>Match now</dt>
        <dd>
          {count === undefined ? (
            'the query cannot be read any more: mend it'
          ) : (
            <a href={searchLink(rule.query, 'newest')}>{writePlural(count, 'article')}</a>
          )}
        </dd>
        <dt>Tagged by it</dt>
        <dd>{writeCount(rule.articleCount)} (those tagged otherwise before are not counted)</dd>
        <dt>Over the archive</dt>
        <dd>{rule.runAt ? writeInstant(rule.runAt) : 'not yet'}</dd>
      </dl>
      {jobs.map((job) => (
        <p>
          <a href={`/tagging/jobs/${job.id}`}>Job {job.id}</a> <Progress job={job} />
        </p>
      ))}
      <form method="post" action={action} class="lines">
        <RuleFields draft={draft} topics={topics} words={words} />
        <p class="pager">
          <button type="submit" name="act" value="save">
            Save and run it
          </button>
        </p>
      </form>
      <form method="post" action={action} class="pager">
        {rule.enabled ? (
          <>
            <button type="submit" name="act" value="run" class="quiet">
              Run it now
            </button>
            <button type="submit" name="act" value="off" class="quiet">
              Switch it off, keep its tags
            </button>
            <button type="submit" name="act" value="clear" class="quiet">
              Switch it off and take its tags off
            </button>
          </>
        ) : (
          <>
            <button type="submit" name="act" value="on" class="quiet">
              Switch it on and run it
            </button>
            {rule.articleCount > 0 && (
              <button type="submit" name="act" value="clear" class="quiet">
                Take its tags off
              </button>
            )}
          </>
        )}
      </form>
    </div>
  )
}
