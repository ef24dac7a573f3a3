package org.ringdown.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ringdown.wire.MalformedException;

/**
 * Reads the third-party descriptions in the folder that the environment variable RINGDOWN_VECTORS names: none may do harm, and
 * what real peers wrote must be understood. Says so where there is no such folder.
 */
class SdpCorpusTest {
    private static final List<String> FOLDERS =
            List.of("sdp-transform", "webrtc-corpora/sdp", "browser-sdp");

    @Test
    void readsOrRefusesTheCorpora() throws IOException {
        var vectors = Optional.ofNullable(System.getenv("RINGDOWN_VECTORS")).map(Path::of);
        if (vectors.isEmpty()) {
            System.out.println("SdpCorpusTest: not run, RINGDOWN_VECTORS is not set");
            return;
        }
        for (var folder : FOLDERS) {
            var refused = refusals(vectors.get().resolve(folder));
            System.out.println("SdpCorpusTest: " + folder + " refused " + refused);
            if (!folder.startsWith("webrtc")) assertThat(refused).as(folder).isEmpty();
        }
    }

    private static Map<String, String> refusals(Path folder) throws IOException {
        var refused = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*.sdp")) {
            for (var file : files) {
                try {
                    var sdp = SdpParser.parse(ByteBuffer.wrap(Files.readAllBytes(file)));
                    Samples.readEverything(sdp);
                    assertThat(Samples.parse(sdp.toString())).as("%s", file).isEqualTo(sdp);
                } catch (MalformedException refusal) {
                    refused.put(file.getFileName().toString(), refusal.getMessage());
                }
            }
        }
        return refused;
    }
}
