import { useEffect, useRef, useState } from 'react';
import { makeStyles, useTheme, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CodeBlock } from '../../components/CodeBlock/CodeBlock';
import { Notice } from '../../components/Notice/Notice';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { PreviewFile } from './ChangePreview';
import type { DiffColours, DiffRequest } from './mergeEditors';
import { usePreviewStyles } from './previewStyles';

const useStyles = makeStyles((theme: Theme) => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(1, 1.5),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: '0.75rem',
    overflowWrap: 'anywhere',
  },
  path: { fontWeight: 600, flex: 1, minWidth: 160 },
  added: { color: toneColours(theme).ok.text, fontWeight: 600 },
  removed: { color: toneColours(theme).error.text, fontWeight: 600 },
  same: { padding: theme.spacing(1.5), fontSize: '0.8125rem' },
  text: {
    minHeight: 120,
    maxHeight: 520,
    overflow: 'auto',
    '& .cm-mergeView': { overflow: 'visible' },
  },
}));

interface FileDiffProps {
  file: PreviewFile;
  /** Branch on the left. */
  base: string;
  layout: 'side-by-side' | 'unified';
}

/** One file as it is and as it would be. */
export function FileDiff({ file, base, layout }: FileDiffProps) {
  const classes = useStyles();
  const shared = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { path, change, added, removed } = file;
  // A file that is new or gone has nothing to stand beside.
  const shown = change === 'update' ? layout : 'unified';
  return (
    <div>
      <div className={classes.head}>
        <span className={`${classes.path} ${shared.mono}`}>{path}</span>
        <span className={shared.quiet}>
          {t(`preview.fileChange.${change}`, { branch: base })}
        </span>
        {change !== 'unchanged' && (
          <span>
            <span className={classes.added}>
              {t('preview.added', { count: added })}
            </span>
            {', '}
            <span className={classes.removed}>
              {t('preview.removed', { count: removed })}
            </span>
          </span>
        )}
      </div>
      {file.note && <Notice tone="info">{file.note}</Notice>}
      {change === 'unchanged' && !file.note && (
        <p className={`${classes.same} ${shared.quiet}`}>
          {t('preview.sameFile')}
        </p>
      )}
      {(file.before || file.after) && (
        <DiffText
          key={`${path} ${shown}`}
          file={file}
          base={base}
          layout={shown}
        />
      )}
    </div>
  );
}

/** The library is loaded with the first file; without it the text is plain. */
function DiffText(props: {
  file: PreviewFile;
  base: string;
  layout: DiffRequest['layout'];
}) {
  const { file, base, layout } = props;
  const { before, after, path } = file;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const colours = useDiffColours();
  const parent = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');

  useEffect(() => {
    let left = false;
    let unmount: (() => void) | undefined;
    const labels = {
      before: t('preview.sideBefore', { path, branch: base }),
      after: t('preview.sideAfter', { path }),
      // The dollar sign stands for the number.
      collapsed: t('preview.collapsed', { number: '$' }),
    };
    import('./mergeEditors')
      .then(({ mountDiff }) => {
        if (left || !parent.current) return;
        const request = { before, after, layout, colours, labels };
        unmount = mountDiff(parent.current, request);
        setState('shown');
      })
      .catch(() => setState(left ? 'loading' : 'failed'));
    return () => {
      left = true;
      unmount?.();
    };
  }, [before, after, path, base, layout, colours, t]);

  return state === 'failed' ? (
    <CodeBlock text={after || before} />
  ) : (
    <div
      ref={parent}
      className={classes.text}
      aria-busy={state === 'loading'}
    />
  );
}

function useDiffColours(): DiffColours {
  const theme = useTheme<Theme>();
  const [colours] = useState((): DiffColours => {
    const tones = toneColours(theme);
    const { quiet } = textColours(theme);
    return {
      dark: theme.palette.type === 'dark',
      text: theme.palette.text.primary,
      quiet,
      comment: tones.info.text,
      background: theme.palette.background.paper,
      divider: theme.palette.action.hover,
      added: tones.ok.tint,
      addedText: tones.ok.text,
      removed: tones.error.tint,
      removedText: tones.error.text,
    };
  });
  return colours;
}
