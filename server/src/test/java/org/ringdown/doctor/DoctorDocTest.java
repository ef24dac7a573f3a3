package org.ringdown.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/doctor.md to the names that the checks give. */
class DoctorDocTest {
    private static final Path CODE = Path.of("src/main/java/org/ringdown");
    private static final Pattern NAMED =
            Pattern.compile("\\.(?:fault|warning)\\(\\s*(kind \\+ )?\"([a-z-]+)\"");
    private static final Pattern DOCUMENTED = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`(?=[ ,|])");

    @Test
    void everyNameIsThereAndNoOther() throws IOException {
        var named = new TreeSet<String>();
        named.add("configuration-mistake"); // the command itself gives it
        try (var files = Files.list(CODE.resolve("doctor"))) {
            for (var file : files.toList()) {
                var found = NAMED.matcher(Files.readString(file));
                while (found.find()) {
                    if (found.group(1) == null) named.add(found.group(2));
                    else
                        Stream.of("trunk", "line")
                                .map(kind -> kind + found.group(2))
                                .forEach(named::add);
                }
            }
        }
        assertThat(documented()).isEqualTo(named);
    }

    private static TreeSet<String> documented() throws IOException {
        var names = new TreeSet<String>();
        for (var line : Files.readAllLines(Path.of("../docs/doctor.md"))) {
            if (!line.startsWith("| `")) continue;
            var found = DOCUMENTED.matcher(line.substring(0, line.indexOf('|', 1) + 1));
            while (found.find()) names.add(found.group(1));
        }
        return names;
    }
}
