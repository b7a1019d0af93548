package dev.r3.model.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a checkpoint's weight files hold.
 *
 * @param files their names
 * @param types the tensors' element types
 * @param parameters elements of all tensors
 * @param bytes of all tensors
 */
public record CheckpointSummary(List<String> files, Set<ElementType> types, long parameters, long bytes) {
    public CheckpointSummary {
        files = List.copyOf(files);
        types = Set.copyOf(types);
    }

    static CheckpointSummary of(Iterable<SafetensorsFile> opened) {
        List<String> files = new ArrayList<>();
        Set<ElementType> types = new TreeSet<>();
        long parameters = 0;
        long bytes = 0;
        for (SafetensorsFile file : opened) {
            files.add(String.valueOf(file.file().getFileName()));
            for (TensorEntry entry : file.entries()) {
                types.add(entry.type());
                parameters += entry.elements();
                bytes += entry.end() - entry.begin();
            }
        }
        return new CheckpointSummary(files, types, parameters, bytes);
    }
}
