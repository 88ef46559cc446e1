import { useEffect, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useTemplateSecrets } from '@backstage/plugin-scaffolder-react';
import { Notice } from '../../components/Notice/Notice';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { readFailure } from '../useRead';
import { scmAuthApiRef } from './scmAuthApiRef';

interface Props {
  host: string;
  /** What the step said. */
  reason: string;
  onSignedIn: () => void;
}

/**
 * Has the user sign in to the forge, and leaves their token in the secrets of
 * the task with the host that it is for: it is told no other.
 */
export function SignInNotice({ host, reason, onSignedIn }: Props) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { busy, failure, signIn } = useSignIn(host, onSignedIn);
  return (
    <Notice
      tone="warning"
      announce
      action={
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          disabled={busy}
          onClick={signIn}
        >
          {t('preview.signIn', { host })}
        </Button>
      }
    >
      <div>{t('preview.signInWhy', { host })}</div>
      <div>{failure ?? reason}</div>
    </Notice>
  );
}

function useSignIn(host: string, onSignedIn: () => void) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const scmAuth = useApiHolder().get(scmAuthApiRef);
  const { setSecrets } = useTemplateSecrets();
  const [state, setState] = useState({ busy: false, signIns: 0 });
  const [failure, setFailure] = useState<string>();
  const then = useRef(onSignedIn);
  then.current = onSignedIn;
  // The form has the secrets only once it was rendered with them.
  useEffect(() => {
    if (state.signIns > 0) then.current();
  }, [state.signIns]);

  const signIn = async () => {
    if (!scmAuth) {
      setFailure(t('preview.signInMissing'));
      return;
    }
    setFailure(undefined);
    setState(({ signIns }) => ({ busy: true, signIns }));
    let done = 0;
    try {
      const { token } = await scmAuth.getCredentials({
        url: `https://${host}`,
        additionalScope: { repoWrite: true },
      });
      setSecrets({ USER_OAUTH_TOKEN: token, USER_OAUTH_HOST: host });
      done = 1;
    } catch (error) {
      setFailure(
        t('preview.signInFailed', { host, reason: readFailure(error).reason }),
      );
    }
    setState(({ signIns }) => ({ busy: false, signIns: signIns + done }));
  };
  return { busy: state.busy, failure, signIn };
}
