package org.ringdown.stun;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.Corpus;

/** Reads what other projects' fuzzers found worth keeping. */
class StunCorpusTest {
    @ParameterizedTest
    @ValueSource(strings = {"coturn-stun", "rfc5769", "webrtc-corpora/stun"})
    void readsOrRefusesEachFile(String folder) throws IOException {
        Corpus.forEach(folder, StunFuzzTest::readAll);
    }
}
