import FormHelperText from '@material-ui/core/FormHelperText';
import LinearProgress from '@material-ui/core/LinearProgress';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { ReadState } from '../useRead';

/** Something that is read, and what it is called. */
export type Readable = readonly [ReadState<unknown>, string];

/** What is being read: the first that is not there yet. */
export function Reading(props: { sources: readonly Readable[] }) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const running = props.sources.find(([{ state }]) => state === 'loading');
  if (!running) return null;
  const [state, what] = running;
  const slow = state.state === 'loading' && state.slow;
  return (
    <div role="status">
      <LinearProgress aria-hidden="true" />
      <FormHelperText>
        {slow ? t('read.slow', { what }) : t('read.loading', { what })}
      </FormHelperText>
    </div>
  );
}
