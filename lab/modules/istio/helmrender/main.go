// Command helmrender prints what Helm makes of a chart: the lab has no helm, but
// its library came with Istio.
package main

import (
	"fmt"
	"os"
	"sort"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	commonutil "helm.sh/helm/v4/pkg/chart/common/util"
	loader "helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run takes the folder of a chart, the release, its namespace and a values file.
func run(args []string) error {
	if len(args) != 4 {
		return fmt.Errorf("usage: helmrender CHART RELEASE NAMESPACE VALUES")
	}
	chart, err := loader.LoadDir(args[0])
	if err != nil {
		return err
	}
	values, err := common.ReadValuesFile(args[3])
	if err != nil {
		return err
	}
	release := common.ReleaseOptions{Name: args[1], Namespace: args[2], IsInstall: true, Revision: 1}
	// ToRenderValues judges the values by the schema that the chart brings.
	input, err := commonutil.ToRenderValues(chart, values, release, common.DefaultCapabilities)
	if err != nil {
		return err
	}
	files, err := engine.Render(chart, input)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(files))
	for name := range files {
		if !strings.HasSuffix(name, ".txt") && strings.TrimSpace(files[name]) != "" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Printf("---\n# %s\n%s\n", name, files[name])
	}
	return nil
}
