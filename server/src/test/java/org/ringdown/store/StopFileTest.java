package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.limit.Stop;

class StopFileTest {
    @TempDir Path folder;

    @Test
    void whatWasStoppedIsThereAfterARestart() throws Exception {
        var stops =
                List.of(
                        Stop.of("user", "alice").orElseThrow(),
                        Stop.of("prefix", "+44*").orElseThrow(),
                        Stop.of("everything", "").orElseThrow());
        file().write(stops);
        assertThat(file().read()).isEqualTo(stops);
        assertThat(Files.readString(folder.resolve("stops")))
                .isEqualTo("user alice\nprefix +44\neverything\n");
        file().write(List.of());
        assertThat(file().read()).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("stops");
    }

    @Test
    void aLineThatSaysNothingDoesNotHideTheOthers() throws Exception {
        Files.writeString(folder.resolve("stops"), "nonsense\n\nuser bob\nuser \n");
        assertThat(file().read()).containsExactly(Stop.of("user", "bob").orElseThrow());
    }

    @Test
    void withoutAFolderNothingIsKept() throws Exception {
        var nowhere = new StopFile(Optional.empty());
        nowhere.write(List.of(Stop.of("everything", "").orElseThrow()));
        assertThat(nowhere.read()).isEmpty();
    }

    private StopFile file() {
        return new StopFile(Optional.of(folder.resolve("stops")));
    }
}
