package vectors

import (
	"bufio"
	"encoding/json"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"istio.io/istio/pkg/log"
)

// A recorder makes cases of one kind. generate fills in the inputs of a case,
// answer adds what Istio says to them.
type recorder struct {
	file     string
	generate func(r *rand.Rand) object
	answer   func(t *testing.T, inputs object) object
}

var recorders = []recorder{mtlsRecorder, clientTLSRecorder, exposureRecorder, egressRecorder, findingsRecorder, authorizationRecorder}

const (
	envOut   = "MESHWRIGHT_VECTORS_OUT"   // folder to write to; without it nothing is recorded
	envFrom  = "MESHWRIGHT_VECTORS_FROM"  // folder whose inputs are answered anew
	envSeed  = "MESHWRIGHT_VECTORS_SEED"  // seed of the random cases; the clock when absent
	envCases = "MESHWRIGHT_VECTORS_CASES" // cases of each kind
)

func TestRecord(t *testing.T) {
	out := os.Getenv(envOut)
	if out == "" {
		t.Skipf("%s names no folder to record to", envOut)
	}
	for _, scope := range log.Scopes() {
		scope.SetOutputLevel(log.ErrorLevel) // refused inputs are expected by the hundred
	}
	seed := number(t, envSeed, time.Now().UnixNano()%1_000_000_000)
	cases := number(t, envCases, 300)
	for _, each := range recorders {
		t.Run(each.file, func(t *testing.T) {
			inputs := each.inputs(t, seed, int(cases))
			write(t, filepath.Join(out, each.file), len(inputs), func(i int) object {
				// A subtest a case stops the control plane of each when it is done.
				var answered object
				if !t.Run(strconv.Itoa(i), func(t *testing.T) { answered = each.answer(t, inputs[i]) }) {
					t.FailNow()
				}
				answered["case"] = i
				return answered
			})
		})
	}
}

func (r recorder) inputs(t *testing.T, seed int64, cases int) []object {
	if from := os.Getenv(envFrom); from != "" {
		return read(t, filepath.Join(from, r.file))
	}
	random := rand.New(rand.NewSource(seed))
	inputs := make([]object, cases)
	for i := range inputs {
		inputs[i] = r.generate(random)
	}
	return inputs
}

func write(t *testing.T, path string, count int, line func(i int) object) {
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	encoder := json.NewEncoder(file)
	for i := range count {
		if err := encoder.Encode(line(i)); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, path string) []object {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var lines []object
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<22)
	for scanner.Scan() {
		var line object
		if err := json.Unmarshal(scanner.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

func number(t *testing.T, name string, absent int64) int64 {
	text := os.Getenv(name)
	if text == "" {
		return absent
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %q is not a number", name, text)
	}
	return value
}
