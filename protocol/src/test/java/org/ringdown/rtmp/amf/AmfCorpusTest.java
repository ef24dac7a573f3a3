package org.ringdown.rtmp.amf;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.ringdown.wire.Corpus;

/** Reads what another project keeps for its own tests. */
class AmfCorpusTest {
    @Test
    void readsOrRefusesEachFile() throws IOException {
        Corpus.forEach("amf-rocketamf", AmfFuzzTest::readAll);
    }
}
