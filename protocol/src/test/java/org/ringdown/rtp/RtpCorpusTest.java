package org.ringdown.rtp;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.Corpus;

/** Reads what other projects' fuzzers found worth keeping. */
class RtpCorpusTest {
    @ParameterizedTest
    @ValueSource(strings = {"webrtc-corpora/rtp", "webrtc-corpora/crash-rtp"})
    void readsOrRefusesEachFile(String folder) throws IOException {
        Corpus.forEach(folder, new RtpFuzzTest()::readsAnything);
    }
}
