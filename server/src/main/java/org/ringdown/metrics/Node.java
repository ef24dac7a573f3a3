package org.ringdown.metrics;

import java.util.Map;

/** What a gateway has at a moment. Asked on any thread; must not block. */
public interface Node {
    int calls();

    int pages();

    int legs();

    int linesRegistered();

    /** Which trunks answer, by name. */
    Map<String, Boolean> trunks();

    /** Packets that far ends have sent us, and we them, since the start. */
    long packetsHeard();

    long packetsSpoken();

    /** Packets of far ends that got lost and were heard all the same, as later ones said them again. */
    long packetsRepaired();

    /** How often each thing happened to media that was not as it should be, by a word for it. */
    Map<String, Long> oddities();

    /** Mistakes of this program, each of which is in the log. */
    long mistakes();
}
