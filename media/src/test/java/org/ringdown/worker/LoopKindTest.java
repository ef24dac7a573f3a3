package org.ringdown.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which kinds of loop this machine has: all of them, where it runs Linux. */
class LoopKindTest {
    /** For tests of all kinds. */
    static Stream<LoopKind> here() {
        return Stream.of(LoopKind.values()).filter(kind -> kind.whyNot().isEmpty());
    }

    @Test
    void linuxHasEpollAndOthersSayWhyNot() {
        boolean linux =
                System.getProperty("os.name").equals("Linux")
                        && Set.of("amd64", "aarch64").contains(System.getProperty("os.arch"));

        if (linux) {
            assertThat(LoopKind.EPOLL.whyNot()).isEmpty();
            assertThat(LoopKind.best()).isEqualTo(LoopKind.EPOLL);
        } else {
            assertThat(LoopKind.EPOLL.whyNot()).isNotEmpty();
            assertThat(LoopKind.best()).isEqualTo(LoopKind.NIO);
        }
    }

    @Test
    void nioIsEverywhere() {
        assertThat(LoopKind.NIO.whyNot()).isEmpty();
    }
}
