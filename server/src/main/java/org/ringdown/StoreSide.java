package org.ringdown;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRecords;
import org.ringdown.call.Opinion;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.config.Secret;
import org.ringdown.limit.Stop;
import org.ringdown.store.Store;
import org.ringdown.store.UnusableException;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** What the configuration means for what is kept. */
final class StoreSide {
    private static final int GATEWAYS_IN_ONE_PLACE = 20;

    private StoreSide() {}

    static Store of(Configuration configuration, Clock clock, Timers timers) throws CannotStart {
        var written = configuration.store();
        if (written.folder().isEmpty()) return Store.inMemory(timers);
        try {
            return Store.open(settings(written, written.folder().get()), clock, timers);
        } catch (UnusableException e) {
            throw new CannotStart(CannotStart.CONFIGURATION, e.getMessage());
        }
    }

    private static Store.Settings settings(Configuration.Store written, Path folder) {
        return new Store.Settings(
                folder.endsWith(Configuration.Store.USUAL_FOLDER)
                        ? beside(folder)
                        : List.of(folder),
                written.url(),
                written.username(),
                written.password().map(Secret::reveal),
                written.retention());
    }

    /** Where nobody has said where: so two gateways with their configurations in one folder do not meet. */
    private static List<Path> beside(Path folder) {
        return IntStream.rangeClosed(1, GATEWAYS_IN_ONE_PLACE)
                .mapToObj(i ->
                        i == 1 ? folder : folder.resolveSibling(folder.getFileName() + "-" + i))
                .toList();
    }

    /** What the operator stopped before, and which still is; a gateway that cannot tell does not let it go on. */
    static List<Stop> stopped(Store store) throws CannotStart {
        try {
            return store.stops().read();
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.CONFIGURATION,
                    "What was stopped cannot be read ("
                            + e.getMessage()
                            + "); let the gateway's user read the file, or remove it to let all calls go on.");
        }
    }

    /** Ended calls go into the log and into the store. */
    static CallRecords records(Store store) {
        var log = new CallLog();
        return new CallRecords() {
            @Override
            public void placed(CallPlaced call) {
                store.recorder().placed(call);
            }

            @Override
            public void ended(CallRecord call) {
                log.ended(call);
                store.recorder().ended(call);
            }

            @Override
            public void rated(Opinion opinion) {
                log.rated(opinion);
                store.opinions().add(opinion);
            }
        };
    }
}
