package org.ringdown;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ringdown.engine.MediaWorkers;
import org.ringdown.gateway.Gateway;
import org.ringdown.metrics.Node;
import org.ringdown.worker.Counted;

/** Where a gateway's figures are found. */
record GatewayNode(Gateway gateway, MediaWorkers media) implements Node {
    @Override
    public int calls() {
        return gateway.callsNow();
    }

    @Override
    public int pages() {
        return gateway.pagesNow();
    }

    @Override
    public int legs() {
        return media.openLegs();
    }

    @Override
    public int linesRegistered() {
        return gateway.linesRegistered();
    }

    @Override
    public Map<String, Boolean> trunks() {
        return gateway.trunksUp();
    }

    @Override
    public long packetsHeard() {
        return media.counted(Counted.HEARD);
    }

    @Override
    public long packetsSpoken() {
        return media.counted(Counted.SPOKEN);
    }

    @Override
    public long packetsRepaired() {
        return media.counted(Counted.REPAIRED);
    }

    @Override
    public Map<String, Long> oddities() {
        return Arrays.stream(Counted.values())
                .filter(Counted::isOdd)
                .collect(
                        Collectors.toMap(
                                what -> what.name().toLowerCase(Locale.ROOT), media::counted));
    }

    @Override
    public long mistakes() {
        return gateway.mistakes();
    }
}
