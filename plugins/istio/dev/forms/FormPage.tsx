import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonValue } from '@backstage/types';
import { useLocation } from 'react-router-dom';
import { FORM_FIELDS } from '../../src/formFields/__testUtils__/formFields';
import { FORM_SCENARIOS, formOfAddress } from './formScenarios';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    padding: theme.spacing(1),
  },
}));

/** One page of a form in the state that the address names, or a list of them. */
export function FormPage() {
  const classes = useStyles();
  const { search } = useLocation();
  const scenario = formOfAddress();
  return (
    <section className={classes.root} aria-label="Form">
      {scenario ? (
        <SecretsContextProvider key={search}>
          <Stepper
            manifest={{
              title: scenario.name,
              steps: [
                { title: String(scenario.step.title), schema: scenario.step },
              ],
            }}
            extensions={FORM_FIELDS}
            // What is not there is not in JSON either.
            initialState={scenario.formData as Record<string, JsonValue>}
            onCreate={async () => {}}
          />
        </SecretsContextProvider>
      ) : (
        <ul>
          {FORM_SCENARIOS.map(({ name }) => (
            <li key={name}>
              <Link to={`/forms?form=${name}`}>{name}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
