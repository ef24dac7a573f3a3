package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * An ffmpeg to run: that of this machine, or the newer one within the add-on's jars, which knows Enhanced RTMP.
 *
 * @param environment what it needs to find its libraries
 */
public record FfmpegProgram(String executable, Map<String, String> environment) {
    public static final FfmpegProgram HERE = new FfmpegProgram("ffmpeg", Map.of());

    private static final String JAR = "ffmpeg-[0-9].*-(linux|macosx)-.*\\.jar";

    /** Unpacks the one that comes with the add-on. */
    public static FfmpegProgram ofAddon(Path addons, Path into) {
        try (var jars = Files.list(addons)) {
            var jar =
                    jars.filter(file -> file.getFileName().toString().matches(JAR))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no ffmpeg in " + addons));
            unpack(jar, into);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var folder = into.toAbsolutePath().toString();
        return new FfmpegProgram(folder + "/ffmpeg", Map.of("LD_LIBRARY_PATH", folder));
    }

    /** Its libraries and itself, without their folders. */
    private static void unpack(Path jar, Path into) throws IOException {
        Files.createDirectories(into);
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().toList()) {
                var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                boolean wanted = name.equals("ffmpeg") || name.matches("lib(?!jni)[a-z-]+\\.so.*");
                var file = into.resolve(name);
                if (entry.isDirectory() || !wanted || Files.exists(file)) continue;
                try (var bytes = zip.getInputStream(entry)) {
                    Files.copy(bytes, file);
                }
                if (name.equals("ffmpeg")) file.toFile().setExecutable(true);
            }
        }
    }
}
