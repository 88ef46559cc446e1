import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Notice } from '../../components/Notice/Notice';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import {
  blockingFindings,
  isAlreadySo,
  type ChangePreview,
} from './ChangePreview';
import type { Moved } from './movedSince';
import { usePreviewStyles } from './previewStyles';
import { shortCommit } from './baseText';

/** What a reader has to know before looking at the files. */
export function PreviewNotices(props: {
  preview: ChangePreview;
  moved: Moved | undefined;
  outdated: string | undefined;
}) {
  const { preview, moved, outdated } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const blocking = blockingFindings(preview);
  const silent = preview.unverified.length > 0 && !preview.verifiedAgainst;
  return (
    <>
      {moved && <MovedNotice moved={moved} />}
      {outdated && (
        <Notice tone="unknown" shape="stale" announce>
          {t('preview.outdated', { reason: outdated })}
        </Notice>
      )}
      {blocking.length > 0 && (
        <Notice tone="error" announce>
          {t('preview.blocked', { count: blocking.length })}
        </Notice>
      )}
      {isAlreadySo(preview) && (
        <Notice tone="ok">
          {preview.pullRequest
            ? t('preview.alreadyProposed', {
                number: String(preview.pullRequest.number),
              })
            : t('preview.alreadySo', { branch: preview.base.branch })}
        </Notice>
      )}
      {silent && (
        <Notice tone="unknown" shape="unreachable">
          {t('preview.silent')}
        </Notice>
      )}
    </>
  );
}

function MovedNotice({ moved }: { moved: Moved }) {
  const classes = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { from, to, paths } = moved;
  return (
    <Notice tone="warning" shape="renewing" announce>
      {from && to
        ? t('preview.moved', { from: shortCommit(from), to: shortCommit(to) })
        : t('preview.movedUnknown')}
      {paths && paths.length > 0 && (
        <>
          {' '}
          {t('preview.movedFiles')}
          <ul className={classes.list}>
            {paths.map(path => (
              <li key={path} className={classes.mono}>
                {path}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
