// The way in: sign-in, and the page behind a one-time link where a password is set.
import { passwordLengthMax, passwordLengthMin } from '../../src/account/password.ts'

export type SignInProps = { next: string; name: string; problem?: string }

export function SignIn({ next, name, problem }: SignInProps) {
  return (
    <div class="narrow">
      <h1>Sign in</h1>
      <Problem text={problem} />
      <form class="stacked" method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field
          label="Name"
          name="name"
          value={name}
          required
          maxlength={100}
          autocomplete="username"
          autocapitalize="none"
        />
        <Field
          label="Password"
          name="password"
          type="password"
          required
          maxlength={1000}
          autocomplete="current-password"
        />
        <button type="submit">Sign in</button>
      </form>
      <p class="small soft">
        No account, or a lost password? The operator of this site makes a link for you; on the machine itself{' '}
        <code>npx uptake account reset NAME</code> does.
      </p>
    </div>
  )
}

export function SetPassword({ name, token, problem }: { name: string; token: string; problem?: string }) {
  return (
    <div class="narrow">
      <h1>Set the password of {name}</h1>
      <Problem text={problem} />
      <form class="stacked" method="post" action={`/set-password/${token}`}>
        <input type="hidden" name="name" value={name} autocomplete="username" />
        <NewPassword label="Password" />
        <button type="submit">Set it and sign in</button>
      </form>
      <p class="small soft">This link works once. Other sessions of {name} end.</p>
    </div>
  )
}

export function NewPassword({ label }: { label: string }) {
  const lengths = { minlength: passwordLengthMin, maxlength: passwordLengthMax }
  const hints = { required: true, autocomplete: 'new-password', 'aria-describedby': 'password-rules' }
  return (
    <>
      <Field label={label} name="password" type="password" {...lengths} {...hints} />
      <p class="small soft" id="password-rules">
        At least {passwordLengthMin} characters; a few words in a row do well.
      </p>
      <Field label="Once more" name="again" type="password" {...lengths} {...hints} />
    </>
  )
}

type FieldProps = { label: string; name: string; [attribute: string]: unknown }

export function Field({ label, ...input }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input {...input} />
    </label>
  )
}

export function Problem({ text }: { text: string | undefined }) {
  if (text === undefined) return null
  return (
    <p class="notice" role="alert">
      {text}
    </p>
  )
}

export function DeadLink() {
  return (
    <div class="empty">
      <h1>This link is no longer good</h1>
      <p>
        It works once and for a day, and a newer link makes it void. Ask the operator for a new one; on the
        machine itself <code>npx uptake account reset NAME</code> prints one.
      </p>
      <p>
        <a href="/sign-in">Sign in</a>
      </p>
    </div>
  )
}
