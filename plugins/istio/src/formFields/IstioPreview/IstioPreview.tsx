import { useEffect, useMemo, useRef } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { useNow } from '../../clock/useNow';
import { Notice } from '../../components/Notice/Notice';
import { useTimeText } from '../../hooks/useTimeText';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { previewFieldSchema } from './previewFieldSchema';
import { PreviewNotices } from './PreviewNotices';
import { PreviewSkeleton } from './PreviewSkeleton';
import { usePreviewStyles } from './previewStyles';
import { previewValueOf } from './previewValueOf';
import { ReadyPreview } from './ReadyPreview';
import { signInHost } from './signInHost';
import { SignInNotice } from './SignInNotice';
import { baseText } from './baseText';
import { usePreview, type PreviewSession } from './usePreview';
import { useTemplateRef } from './useTemplateRef';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    color: theme.palette.text.primary,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
  grow: { flex: 1 },
  again: { textTransform: 'none' },
}));

type Props = typeof previewFieldSchema.TProps;

/** Shows what the pull request would change, before it is there. */
export function IstioPreview(props: Props) {
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { formData, formContext, name, onChange, schema, uiSchema } = props;
  const templateRef = useTemplateRef(uiSchema['ui:options']?.templateRef);
  // The form brings it along when it is opened again, or gone back to.
  const lookedAt = useRef(formData?.previewId).current;
  const question = useMemo(
    () =>
      templateRef
        ? { templateRef, values: valuesOf(formContext?.formData, name) }
        : undefined,
    [templateRef, formContext?.formData, name],
  );
  const session = usePreview(question, lookedAt);
  const value = previewValueOf(session.preview, {
    noTemplate: t('preview.noTemplate'),
    blocked: (count, first) => t('preview.heldBlocked', { count, first }),
    failed: (step, reason) =>
      step
        ? t('preview.heldFailedStep', { step, reason })
        : t('preview.heldFailed', { reason }),
  });
  useFormValue(value, formData, onChange);

  return (
    <section
      className={classes.root}
      aria-label={schema.title ?? t('preview.title')}
    >
      <PreviewHead session={session} title={schema.title} />
      {/* Sighted readers see the parts change; others are told here. */}
      <PreviewBody session={session} />
    </section>
  );
}

function PreviewHead(props: { session: PreviewSession; title?: string }) {
  const { preview, rebuilding, rebuild } = props.session;
  const classes = useStyles();
  const shared = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const now = useNow();
  const { ago } = useTimeText();
  return (
    <div className={classes.head}>
      <h2 className={shared.title}>{props.title ?? t('preview.title')}</h2>
      <span className={classes.grow} />
      <span className={shared.quiet} role="status">
        {rebuilding && t('preview.rebuilding')}
      </span>
      {/* It grows older, which nobody wants to hear. */}
      {!rebuilding && preview.state === 'ready' && (
        <span className={shared.quiet}>
          {t('preview.builtOn', {
            age: ago(preview.builtAt, now),
            base: baseText(preview.preview.base),
          })}
        </span>
      )}
      {preview.state !== 'building' && preview.state !== 'no-template' && (
        <Button
          size="small"
          variant="outlined"
          className={classes.again}
          disabled={rebuilding}
          onClick={rebuild}
        >
          {t('preview.again')}
        </Button>
      )}
    </div>
  );
}

function PreviewBody({ session }: { session: PreviewSession }) {
  const shared = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { preview } = session;
  const host =
    preview.state === 'failed' ? signInHost(preview.reason) : undefined;
  switch (preview.state) {
    case 'no-template':
      return <Notice tone="neutral">{t('preview.noTemplate')}</Notice>;
    case 'building':
      return <PreviewSkeleton slow={preview.slow} />;
    case 'forbidden':
      return (
        <Notice tone="unknown" shape="forbidden" announce>
          {t('preview.forbidden', { reason: preview.reason })}
        </Notice>
      );
    case 'failed':
      return host ? (
        <SignInNotice
          host={host}
          reason={preview.reason}
          onSignedIn={session.rebuild}
        />
      ) : (
        <Notice tone="error" announce>
          <strong>
            {preview.step
              ? t('preview.failedStep', { step: preview.step })
              : t('preview.failed')}
          </strong>
          <div>{preview.reason}</div>
          <div>{t('preview.failedHint')}</div>
        </Notice>
      );
    default:
      return (
        <>
          <PreviewNotices
            preview={preview.preview}
            moved={preview.moved}
            outdated={preview.outdated}
          />
          <ReadyPreview preview={preview.preview} />
          <p className={shared.quiet}>{t('preview.nothingWritten')}</p>
        </>
      );
  }
}

/** Everything that was filled in but the preview itself, which must be there. */
function valuesOf(
  formData: Record<string, unknown> | undefined,
  name: string,
): JsonObject {
  // The form holds JSON: it goes to the backend as it is.
  return { ...(formData as JsonObject | undefined), [name]: {} };
}

/** Tells the form what it may do; only when that is something else than before. */
function useFormValue(
  value: Props['formData'],
  formData: Props['formData'],
  onChange: Props['onChange'],
): void {
  const wanted = JSON.stringify(value);
  const present = JSON.stringify(formData);
  useEffect(() => {
    if (wanted !== present) onChange(JSON.parse(wanted));
  }, [wanted, present, onChange]);
}
