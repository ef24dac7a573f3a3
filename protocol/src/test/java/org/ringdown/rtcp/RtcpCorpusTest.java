package org.ringdown.rtcp;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.Corpus;

/** Reads what other projects' fuzzers found worth keeping. */
class RtcpCorpusTest {
    @ParameterizedTest
    @ValueSource(strings = {"webrtc-corpora/rtcp", "webrtc-corpora/crash-rtcp"})
    void readsOrRefusesEachFile(String folder) throws IOException {
        Corpus.forEach(folder, RtcpFuzzTest::readAll);
    }
}
