package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Plays scripts: a line is a moment in milliseconds, a source, its sequence number and timestamp, and what leaves.
 *
 * <p>The clock runs at 8000 Hz, so 20 ms are 160 units. The stream begins with number 1000 and timestamp 5000.
 */
class EgressRewriterTest {
    private EgressRewriter rewriter = EgressRewriter.audio(8000, 0xcafe, 1000, 5000);
    private final RtpPacket packet = new RtpPacket();

    @Test
    void shiftsASourceByAConstant() {
        play(
                """
                select A
                 0 A 40000 800 -> 1000 5000 M
                20 A 40001 960 -> 1001 5160
                43 A 40002 1120 -> 1002 5320
                """);
    }

    @Test
    void leavesLossesVisible() {
        play(
                """
                select A
                  0 A 7   0 -> 1000 5000 M
                 60 A 10 480 -> 1003 5480
                """);
    }

    @Test
    void leavesReorderingVisible() {
        play(
                """
                select A
                 0 A 7   0 -> 1000 5000 M
                40 A 9 320 -> 1002 5320
                41 A 8 160 -> 1001 5160
                60 A 10 480 -> 1003 5480
                """);
    }

    @Test
    void sendsNothingTwice() {
        play(
                """
                select A
                 0 A 7   0 -> 1000 5000 M
                 1 A 7   0 -> dropped
                40 A 9 320 -> 1002 5320
                41 A 8 160 -> 1001 5160
                42 A 8 160 -> dropped
                43 A 9 320 -> dropped
                """);
    }

    @Test
    void followsBothWraps() {
        rewriter = EgressRewriter.audio(8000, 0xcafe, 32767, -100);
        play(
                """
                select A
                 0 A 65534 -200 -> 32767 -100 M
                20 A 65535  -40 -> 32768   60
                40 A 0      120 -> 32769  220
                60 A 2      440 -> 32771  540
                70 A 1      280 -> 32770  380
                """);
    }

    @Test
    void goesOnOverItsOwnWrap() {
        select("A");
        for (int i = 0; i < 3 * 65536; i++) {
            assertThat(rewrite("A", 9 + i, i * 160, i * 20L, false)).isTrue();
            assertThat(packet.sequence()).isEqualTo(1000 + i & 0xffff);
        }
    }

    @Test
    void continuesByTheClockWhenTheSourceChanges() {
        play(
                """
                select A
                  0 A 7      0 -> 1000 5000 M
                 20 A 8    160 -> 1001 5160
                select B
                320 B 500 9999 -> 1002 7560 M
                340 B 501 10159 -> 1003 7720
                """);
    }

    /** The last packet of A is 96 ms late: a 64th of that is believed. */
    @Test
    void aPacketThatCameLateDoesNotSetTheClockBack() {
        play(
                """
                select A
                  0 A 7     0 -> 1000 5000 M
                 20 A 8   160 -> 1001 5160
                136 A 9   320 -> 1002 5320
                select B
                156 B 500   0 -> 1003 6236 M
                """);
    }

    @Test
    void whatStaysLateIsTheTimeInTheEnd() {
        select("A");
        for (int i = 0; i < 500; i++) {
            rewrite("A", i, i * 160, i * 20L + (i < 20 ? 0 : 96), false);
        }
        int last = packet.timestamp();
        select("B");
        rewrite("B", 7, 0, 500 * 20L + 96, false);
        assertThat(packet.timestamp() - last).isBetween(160, 168);
    }

    @Test
    void dropsWhatTheOldSourceStillSends() {
        play(
                """
                select A
                 0 A 7    0 -> 1000 5000 M
                select B
                10 A 8  160 -> dropped
                20 B 500  0 -> 1001 5160 M
                30 A 9  320 -> dropped
                40 B 501 160 -> 1002 5320
                """);
    }

    @Test
    void goesBackToASourceThatWentOnMeanwhile() {
        play(
                """
                select A
                  0 A 7    0 -> 1000 5000 M
                select B
                 20 B 500  0 -> 1001 5160 M
                select A
                 60 A 10 480 -> 1002 5480 M
                 65 A 9  320 -> dropped
                 80 A 11 640 -> 1003 5640
                """);
    }

    @Test
    void fillsNoGapOfTheOldSourceWithTheNewOne() {
        play(
                """
                select A
                  0 A 7    0 -> 1000 5000 M
                 60 A 10 480 -> 1003 5480
                select B
                 80 B 500  0 -> 1004 5640 M
                 81 B 499 -160 -> dropped
                 82 B 498 -320 -> dropped
                """);
    }

    @Test
    void neverLetsTheTimestampStandStill() {
        play(
                """
                select A
                 0 A 7   0 -> 1000 5000 M
                select B
                 0 B 1   0 -> 1001 5001 M
                """);
    }

    @Test
    void countsALongSilenceBetweenSources() {
        play(
                """
                select A
                      0 A 7 0 -> 1000 5000 M
                select B
                3600000 B 1 0 -> 1001 28805000 M
                """);
    }

    @Test
    void keepsTheShiftOverAPauseOfTheSource() {
        play(
                """
                select A
                    0 A 7     0 -> 1000 5000 M
                30000 A 8 240000 -> 1001 245000
                """);
    }

    @Test
    void takesALongOutageForLossesUpToWhatAReceiverWould() {
        play(
                """
                select A
                    0 A 7         0 -> 1000 5000 M
                59980 A 3006 479840 -> 3999 484840
                """);
    }

    @Test
    void beginsANewWhenTheNumbersAreFarAwayTwiceInARow() {
        play(
                """
                select A
                 0 A 7      0 -> 1000 5000 M
                20 A 20007 160 -> dropped
                40 A 20008 320 -> 1001 5320 M
                60 A 20009 480 -> 1002 5480
                80 A 9     320 -> dropped
                """);
    }

    @Test
    void ignoresAStrayNumber() {
        play(
                """
                select A
                 0 A 7      0 -> 1000 5000 M
                20 A 20007 160 -> dropped
                21 A 8     160 -> 1001 5160
                22 A 20008 160 -> dropped
                40 A 9     320 -> 1002 5320
                """);
    }

    @Test
    void followsASourceThatCountsFromAnewBackwards() {
        play(
                """
                select A
                 0 A 30000   0 -> 1000 5000 M
                20 A 5     160 -> dropped
                40 A 6     320 -> 1001 5320 M
                """);
    }

    @Test
    void repairsATimestampJumpOfTheSource() {
        play(
                """
                 select A
                  0 A 7        0 -> 1000 5000 M
                 20 A 8      160 -> 1001 5160
                 40 A 9  1000000 -> 1002 5320 M
                 60 A 10 1000160 -> 1003 5480
                 80 A 11     300 -> 1004 5640 M
                100 A 12     460 -> 1005 5800
                """);
    }

    @Test
    void dropsStragglersFromBeforeATimestampJump() {
        play(
                """
                select A
                 0 A 7        0 -> 1000 5000 M
                20 A 8      160 -> 1001 5160
                60 A 10 1000000 -> 1003 5480 M
                61 A 9      320 -> dropped
                80 A 11 1000160 -> 1004 5640
                """);
    }

    @Test
    void takesABurstAfterAStallForWhatItIs() {
        play(
                """
                select A
                   0 A 7      0 -> 1000 5000 M
                  20 A 8    160 -> 1001 5160
                2020 A 9    320 -> 1002 5320
                2020 A 10   480 -> 1003 5480
                2020 A 90 13280 -> 1083 18280
                2020 A 107 16000 -> 1100 21000
                2040 A 108 16160 -> 1101 21160
                """);
    }

    @Test
    void takesLossesInABurstForWhatTheyAre() {
        play(
                """
                select A
                 0 A 7      0 -> 1000 5000 M
                20 A 8    160 -> 1001 5160
                21 A 38  4960 -> 1031 9960
                """);
    }

    @Test
    void keepsATimestampThatLagsASlowClockForHours() {
        select("A");
        for (int i = 0;
                i < 500_000;
                i++) { // 200 parts in a million too slow: two seconds in the end
            long now = (i * 20_004_000L) / 1_000_000;
            assertThat(rewrite("A", i, i * 160, now, false)).isTrue();
            assertThat(packet.timestamp()).isEqualTo(5000 + i * 160);
        }
    }

    @Test
    void keepsATimestampThatRunsAheadOnAFastClockForHours() {
        select("A");
        for (int i = 0; i < 500_000; i++) {
            long now = (i * 19_996_000L) / 1_000_000;
            assertThat(rewrite("A", i, i * 160, now, false)).isTrue();
            assertThat(packet.timestamp()).isEqualTo(5000 + i * 160);
        }
    }

    @Test
    void letsAHeldKeyKeepItsTimestamp() {
        play(
                """
                select A
                   0 A 7   0 -> 1000 5000 M
                  20 A 8 160 -> 1001 5160 event
                1000 A 9 160 -> 1002 5160 event
                1020 A 10 8160 -> 1003 13160
                1030 A 11 160 -> 1004 5160 event
                select B
                1040 B 1  0 -> 1005 13320 M
                """);
    }

    @Test
    void closesTheGapOfAPacketTakenOut() {
        play(
                """
                select A
                  0 A 7    0 -> 1000 5000 M
                skip A 8
                skip A 9
                 60 A 10 480 -> 1001 5480
                 80 A 12 800 -> 1003 5800
                skip A 11
                skip B 13
                100 A 13 960 -> 1004 5960
                """);
    }

    @Test
    void sendsNothingTwiceAfterClosingAGap() {
        play(
                """
                select A
                  0 A 7    0 -> 1000 5000 M
                 40 A 9  320 -> 1002 5320
                skip A 10
                 50 A 8  160 -> dropped
                 80 A 11 640 -> 1003 5640
                """);
    }

    @Test
    void isSilentBeforeASourceIsSelected() {
        play("0 A 7 0 -> dropped");
        assertThat(rewriter.isStarted()).isFalse();
    }

    @Test
    void changesNothingWhenASourceIsSelectedAgain() {
        play(
                """
                select A
                  0 A 7   0 -> 1000 5000 M
                select A
                 20 A 8 160 -> 1001 5160
                """);
    }

    @Test
    void leavesTheMarkerOfPicturesAlone() {
        rewriter = EgressRewriter.video(8000, 0xcafe, 1000, 5000);
        play(
                """
                select A
                 0 A 7   0 -> 1000 5000
                20 A 8 160 -> 1001 5160
                select B
                40 B 1   0 -> 1002 5320
                """);
    }

    @Test
    void sendsAllPacketsOfAPictureUnderOneTimestamp() {
        rewriter = EgressRewriter.video(90_000, 0xcafe, 1000, 5000);
        play(
                """
                select A
                 0 A 7     0 -> 1000 5000
                 9 A 8     0 -> 1001 5000
                33 A 9  3000 -> 1002 8000
                select B
                43 B 1     0 -> 1003 8900
                """);
    }

    @Test
    void isAnotherStreamUnderAnotherClock() {
        play(
                """
                select A
                 0 A 7 0 -> 1000 5000 M
                """);
        rewriter.changeClock(48_000, 0xbeef, 77, 88);
        play(
                """
                20 A 8 0 -> 77 88 M
                40 A 9 960 -> 78 1048
                """);
        assertThat(packet.ssrc()).isEqualTo(0xbeef);
        assertThatThrownBy(() -> rewriter.changeClock(8000, 0xbeef, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAFirstNumberCloseToTheWrap() {
        assertThatThrownBy(() -> EgressRewriter.audio(8000, 1, 32768, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTheTimestampOfAMoment() {
        play(
                """
                select A
                 0 A 7 100 -> 1000 5000 M
                """);
        assertThat(rewriter.timestampAt(1_000_000_000)).isEqualTo(13_000);
    }

    @Test
    void tellsTheTimestampOfWhatIsCapturedWhereItsMakerSaysSo() {
        play(
                """
                select A
                 0 A 7 100 -> 1000 5000 M
                """);
        rewriter.captured('A', 100, -30_000_000);
        assertThat(rewriter.timestampAt(1_000_000_000)).isEqualTo(13_000 + 240);
        rewriter.captured('A', 100, -2_500_000_000L);
        assertThat(rewriter.timestampAt(1_000_000_000)).as("nonsense").isEqualTo(13_000);
        rewriter.captured('B', 100, -30_000_000);
        assertThat(rewriter.timestampAt(1_000_000_000)).as("another's").isEqualTo(13_000);

        play(
                """
                select B
                 20 B 70 900 -> 1001 5160 M
                """);
        rewriter.captured('B', 900, 10_000_000);
        assertThat(rewriter.timestampAt(20_000_000)).isEqualTo(5240);
        play(
                """
                 40 B 71 90000 -> 1002 5320 M
                """);
        assertThat(rewriter.timestampAt(40_000_000))
                .as("of timestamps that leap nothing is known")
                .isEqualTo(5320);
    }

    @Test
    void neverRepeatsANumberAndNeverLeavesTheClockWhateverComes() {
        for (int seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            rewriter = EgressRewriter.audio(8000, 1, random.nextInt(1 << 15), random.nextInt());
            int[] sequences = {random.nextInt(65536), random.nextInt(65536), 65530};
            int[] timestamps = {random.nextInt(), random.nextInt(), -400};
            var sent = new SequenceWindow();
            var extender = new SequenceExtender();
            int current = 0;
            int jumped = 0;
            rewriter.select(0);
            int base = 0;
            boolean started = false;
            for (int i = 0; i < 20_000; i++) {
                long now = i * 20_000_000L;
                if (random.nextInt(500) == 0) {
                    current = random.nextInt(3);
                    rewriter.select(current);
                }
                if (random.nextInt(1000) == 0) {
                    timestamps[current] = random.nextInt();
                    jumped = i;
                }
                int lag = i - jumped > 2 && random.nextInt(20) == 0 ? random.nextInt(3) : 0;
                for (int s = 0; s < 3; s++) {
                    sequences[s]++;
                    timestamps[s] += 160;
                }
                if (random.nextInt(10) == 0) {
                    continue; // lost
                }
                write(sequences[current] - lag, timestamps[current] - lag * 160, false);
                if (!rewriter.rewrite(packet, current, now)) {
                    continue;
                }
                long number = extender.extend(packet.sequence());
                assertThat(sent.admits(number)).isTrue();
                sent.mark(number);
                if (!started) {
                    started = true;
                    base = packet.timestamp() - i * 160;
                }
                int off = packet.timestamp() - (base + (i - lag) * 160);
                assertThat(Math.abs(off)).as("seed %d, packet %d", seed, i).isLessThan(8000);
            }
        }
    }

    private void play(String script) {
        var left = new ArrayList<String>();
        for (String line : script.strip().split("\n")) {
            String[] word = line.strip().split("\\s+");
            switch (word[0]) {
                case "select" -> select(word[1]);
                case "skip" -> rewriter.skip(Integer.parseInt(word[2]), source(word[1]));
                default -> left.add(step(line, word));
            }
        }
        assertThat(left).allMatch(String::isEmpty);
    }

    private String step(String line, String[] word) {
        boolean event = line.endsWith("event");
        boolean sent =
                rewrite(
                        word[1],
                        Integer.parseInt(word[2]),
                        Integer.parseInt(word[3]),
                        Long.parseLong(word[0]),
                        event);
        String result =
                !sent
                        ? "dropped"
                        : packet.sequence()
                                + " "
                                + packet.timestamp()
                                + (packet.marker() ? " M" : "")
                                + (event ? " event" : "");
        String wanted = line.substring(line.indexOf("->") + 2).strip().replaceAll("\\s+", " ");
        return result.equals(wanted) ? "" : line + ", but was " + result;
    }

    private boolean rewrite(
            String source, int sequence, int timestamp, long millis, boolean event) {
        write(sequence, timestamp, false);
        long now = millis * 1_000_000;
        return event
                ? rewriter.rewriteEvent(packet, source(source), now)
                : rewriter.rewrite(packet, source(source), now);
    }

    private void select(String source) {
        rewriter.select(source(source));
    }

    private static long source(String name) {
        return name.charAt(0);
    }

    private void write(int sequence, int timestamp, boolean marker) {
        var buffer = ByteBuffer.allocate(20);
        RtpWriter.header(buffer, 0, 0, marker, sequence, timestamp, 1);
        packet.wrap(buffer, 0, 20);
    }
}
