import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DefinitionRows,
  type DefinitionRow,
} from '../../components/DefinitionRows/DefinitionRows';
import { safeHref } from '../../links/safeHref';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import {
  isAlreadySo,
  type ChangePreview,
  type FileChange,
} from './ChangePreview';
import { usePreviewStyles } from './previewStyles';
import { baseText } from './baseText';

const CHANGES: readonly FileChange[] = [
  'create',
  'update',
  'delete',
  'unchanged',
];

/** Where the change goes, on what it rests, and who looks at it. */
export function RepositoryPanel({ preview }: { preview: ChangePreview }) {
  const classes = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { repository, base, branch, pullRequest, reviewers } = preview;
  const same = isAlreadySo(preview);
  const address = safeHref(repository);
  const open = safeHref(pullRequest?.url);
  const counts = CHANGES.map(change => ({
    change,
    count: preview.files.filter(file => file.change === change).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) => `${count} ${t(`preview.change.${change}`)}`);
  const rows: DefinitionRow[] = [
    {
      id: 'repository',
      label: t('preview.repository'),
      value: address ? <Link to={address}>{repository}</Link> : repository,
    },
    {
      id: 'base',
      label: t('preview.base'),
      value: <span className={classes.mono}>{baseText(base)}</span>,
    },
    ...(branch && !same
      ? [
          {
            id: 'branch',
            label: t('preview.branch'),
            value: <span className={classes.mono}>{branch}</span>,
          },
        ]
      : []),
    { id: 'files', label: t('preview.filesRow'), value: counts.join(', ') },
    ...(same
      ? []
      : [
          {
            id: 'reviewers',
            label: t('preview.reviewers'),
            value:
              reviewers.length > 0
                ? reviewers.join(', ')
                : t('preview.noReviewers'),
          },
        ]),
  ];
  return (
    <section className={classes.panel} aria-label={t('preview.pullRequest')}>
      <h3 className={classes.title}>{t('preview.pullRequest')}</h3>
      <DefinitionRows rows={rows} />
      {pullRequest && !same && (
        <div>
          {t('preview.openAlready')}{' '}
          {open ? (
            <Link to={open}>{`#${pullRequest.number}`}</Link>
          ) : (
            `#${pullRequest.number}`
          )}
        </div>
      )}
      {!same && <p className={classes.quiet}>{t('preview.movesNote')}</p>}
    </section>
  );
}
