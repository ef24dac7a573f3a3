package org.ringdown.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Messages that others collected, read from the folder that {@code RINGDOWN_VECTORS} names; they are not part of the project.
 */
class CorpusTest {
    @Test
    void survivesWhatOthersCollected() throws IOException {
        var folder = System.getenv("RINGDOWN_VECTORS");
        if (folder == null) {
            System.out.println("RINGDOWN_VECTORS is not set: no corpus was read");
            return;
        }
        for (var name : List.of("sipgo-fuzz", "rfc4475", "rfc5118")) {
            try (var files = Files.walk(Path.of(folder, name))) {
                for (var file : files.filter(Files::isRegularFile).toList())
                    Invariants.hold(Files.readAllBytes(file));
            }
        }
    }
}
