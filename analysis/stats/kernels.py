"""Compiled loops over the voxels of a lattice: labelling, cluster sums, TFCE, statistics of permutations.

They release the interpreter, take explicit types, and are compiled once and cached. A voxel is known by its row
(position among the voxels of the mask) or by its place (position in the volume padded by one on each side), so that
a neighbour is a place plus an offset and the edge needs no question. Importing this module costs about two seconds.
"""

import numpy as np
from numba import njit

_LEAST_LEFT = np.float32(1e-6)
"""The least share of a unit sum of squares that a model leaves over: below it there is only rounding, so that all
rearrangements that separate people perfectly (of zeros and ones, say) are ties."""


@njit("int32(int32[::1], int32)", nogil=True, cache=True)
def _root(parents, voxel):  # type: ignore[no-untyped-def]
    """The root of a voxel's tree; halves the path on its way."""
    while parents[voxel] != voxel:
        parents[voxel] = parents[parents[voxel]]
        voxel = parents[voxel]
    return voxel


@njit(
    "int64(float32[::1], float32, float32, int32[::1], int64[::1], int64[::1], int32[::1], int32[::1])",
    nogil=True,
    cache=True,
)
def label_clusters(values, sign, height, rows, places, earlier, parents, labels):  # type: ignore[no-untyped-def]
    """Number the connected sets of voxels where sign * value >= height: 1, 2 ... in the order of their first voxel.

    `rows` maps places to rows (-1 outside), `places` rows to places, `earlier` are the offsets of neighbours that
    come before a voxel. `parents` is scratch; `labels` receives the numbers, 0 elsewhere. Returns how many there are.
    """
    for row in range(values.shape[0]):
        if not sign * values[row] >= height:
            parents[row] = -1
            continue
        parents[row] = row
        top = np.int32(row)
        for offset in earlier:
            neighbour = rows[places[row] + offset]
            if neighbour >= 0 and parents[neighbour] >= 0:
                other = _root(parents, neighbour)
                if other < top:
                    parents[top] = other
                    top = other
                elif other > top:
                    parents[other] = top
    n = 0
    for row in range(values.shape[0]):
        if parents[row] < 0:
            labels[row] = 0
        elif parents[row] == row:
            n += 1
            labels[row] = n
        else:
            labels[row] = labels[_root(parents, np.int32(row))]
    return n


@njit(
    "int64(float32[::1], float32, int64, int32[::1], int64[::1], int64[::1], int32[::1], int32[::1])",
    nogil=True,
    cache=True,
)
def largest_cluster(values, height, tails, rows, places, earlier, parents, labels):  # type: ignore[no-untyped-def]
    """The number of voxels of the largest cluster; with two tails, of either sign."""
    largest = 0
    for tail in range(tails):
        sign = np.float32(1 - 2 * tail)
        n = label_clusters(values, sign, height, rows, places, earlier, parents, labels)
        sizes = np.zeros(n + 1, dtype=np.int64)
        for row in range(values.shape[0]):
            if labels[row] > 0:
                sizes[labels[row]] += 1
        for label in range(1, n + 1):
            largest = max(largest, sizes[label])
    return largest


@njit(
    "void(float32[::1], float32, int32[::1], int32[:,::1], int16[::1], "
    "int64[::1], int64[::1], float64[:,::1], float64[:,::1], float64[::1], int32[:,::1])",
    nogil=True,
    cache=True,
)
def measure_clusters(values, sign, labels, ijk, regions, sizes, peaks, sums, weighted, weights, counts):  # type: ignore[no-untyped-def]
    """Of each cluster its size, the row of its peak, sums of indices plain and weighted, and voxels per region."""
    peaks[:] = -1
    for row in range(values.shape[0]):
        label = labels[row]
        if label == 0:
            continue
        value = np.float64(sign * values[row])
        sizes[label] += 1
        counts[label, regions[row]] += 1
        weights[label] += value
        for axis in range(3):
            sums[label, axis] += ijk[row, axis]
            weighted[label, axis] += value * ijk[row, axis]
        if peaks[label] < 0 or value > sign * values[peaks[label]]:
            peaks[label] = row


@njit(
    "int64(float32[::1], float32, int32[::1], int32[::1], int64[::1], int64[::1], int64[::1])", nogil=True, cache=True
)
def local_maxima(values, sign, labels, rows, places, offsets, found):  # type: ignore[no-untyped-def]
    """Rows of labelled voxels that no neighbour exceeds (of equal neighbours the first); returns how many."""
    n = 0
    for row in range(values.shape[0]):
        if labels[row] == 0:
            continue
        value = sign * values[row]
        highest = True
        for offset in offsets:
            neighbour = rows[places[row] + offset]
            if neighbour >= 0:
                other = sign * values[neighbour]
                if other > value or (other == value and neighbour < row):
                    highest = False
                    break
        if highest:
            found[n] = row
            n += 1
    return n


@njit("void(int64[::1], int32[::1], float64[:,::1], float64, int64[:,::1])", nogil=True, cache=True)
def choose_peaks(ordered, labels, xyz_mm, distance_mm, chosen):  # type: ignore[no-untyped-def]
    """The first maxima of each label that keep their distance from all chosen before; `chosen` begins as -1.

    `ordered` are rows of maxima, the highest first, and `xyz_mm` their places in the same order; `chosen` receives
    indices into these.
    """
    filled = np.zeros(chosen.shape[0], dtype=np.int64)
    for index in range(ordered.shape[0]):
        label = labels[ordered[index]]
        if filled[label] == chosen.shape[1]:
            continue
        far = True
        for other in range(filled[label]):
            square = 0.0
            for axis in range(3):
                square += (xyz_mm[index, axis] - xyz_mm[chosen[label, other], axis]) ** 2
            if square < distance_mm * distance_mm:
                far = False
                break
        if far:
            chosen[label, filled[label]] = index
            filled[label] += 1


@njit("void(uint32[::1], int32[::1], uint32[::1], int32[::1], int64)", nogil=True, cache=True)
def _sort_by_key(keys, order, other_keys, other_order, n):  # type: ignore[no-untyped-def]
    """Sort `order` by `keys`, lowest first: four passes of eight bits, so that the result is where it began."""
    for shift in (0, 8, 16, 24):
        counts = np.zeros(257, dtype=np.int64)
        for i in range(n):
            counts[((keys[i] >> shift) & 255) + 1] += 1
        for digit in range(256):
            counts[digit + 1] += counts[digit]
        for i in range(n):
            digit = (keys[i] >> shift) & 255
            position = counts[digit]
            counts[digit] += 1
            other_keys[position] = keys[i]
            other_order[position] = order[i]
        keys, other_keys = other_keys, keys
        order, other_order = other_order, order


@njit(
    "void(float32[::1], float32, float64, float64, int64, int64[::1], int64[::1], float64[::1])",
    nogil=True,
    cache=True,
)
def enhance(values, sign, height_power, extent_power, n_places, places, offsets, out):  # type: ignore[no-untyped-def]
    """Add to `out` the exact TFCE of voxels where sign * value > 0.

    Voxels join from the highest down. When a set that ended at voxel c meets a lower voxel v, its extent was e(c)
    for all heights between the two, and each of its voxels gains e(c)^E (h(c)^(H+1) - h(v)^(H+1)) / (H + 1); the
    tree of these meetings is then walked from the lowest voxel up.
    """
    n_rows = values.shape[0]
    order, keys = np.empty(n_rows, dtype=np.int32), np.empty(n_rows, dtype=np.uint32)
    heights = sign * values
    bits = heights.view(np.uint32)  # positive numbers sort as their bits do
    n = 0
    for row in range(n_rows):
        if heights[row] > 0:
            order[n] = row
            keys[n] = bits[row]
            n += 1
    _sort_by_key(keys, order, np.empty(n, dtype=np.uint32), np.empty(n, dtype=np.int32), n)

    parents = np.full(n_places, -1, dtype=np.int32)  # by place
    last = np.empty(n_places, dtype=np.int32)  # by place of a root: index in `order` of the voxel that joined last
    extents = np.empty(n, dtype=np.int32)  # by index in `order`
    below = np.full(n, -1, dtype=np.int32)
    for index in range(n - 1, -1, -1):
        place = np.int32(places[order[index]])
        top, extent = place, 1
        parents[place] = place
        last[place] = index
        extents[index] = 1
        for offset in offsets:
            neighbour = place + offset
            if parents[neighbour] < 0:
                continue
            other = _root(parents, np.int32(neighbour))
            if other == top:
                continue
            other_extent = extents[last[other]]
            below[last[other]] = index
            if other_extent > extent:
                parents[top] = other
                top = other
            else:
                parents[other] = top
            extent += other_extent
            last[top] = index
            extents[index] = extent

    power = height_power + 1
    powers, gained = np.empty(n), np.empty(n)
    for index in range(n):
        height = np.float64(heights[order[index]])
        powers[index] = height * height * height if power == 3 else height**power
        low, base = 0.0, 0.0
        if below[index] >= 0:
            low, base = powers[below[index]], gained[below[index]]
        extent = float(extents[index])
        share = np.sqrt(extent) if extent_power == 0.5 else extent**extent_power
        gained[index] = base + share * (powers[index] - low) / power
        out[order[index]] += gained[index]


@njit(
    "void(float32[:,::1], float32[::1], float32[::1], int64[::1], int32[:,::1], float64[::1], float64[::1])",
    nogil=True,
    cache=True,
)
def neighbour_products(values, means, scales, here, below, shared, own):  # type: ignore[no-untyped-def]
    """Add to `shared` the products of standardised voxels with their lower neighbours, to `own` their mean squares.

    `values` is ``(n, n_voxels)``; a standardised value is (value - mean) * scale. `here` are rows of voxels, `below`
    ``(3, n_here)`` the rows of their neighbours along each axis.
    """
    standard = np.empty(values.shape[1], dtype=np.float32)
    for index in range(values.shape[0]):
        for voxel in range(values.shape[1]):
            standard[voxel] = (values[index, voxel] - means[voxel]) * scales[voxel]
        for axis in range(3):
            product, square = 0.0, 0.0
            for position in range(here.shape[0]):
                a = np.float64(standard[here[position]])
                b = np.float64(standard[below[axis, position]])
                product += a * b
                square += 0.5 * (a * a + b * b)
            shared[axis] += product
            own[axis] += square


@njit(
    "float64(float32[:,::1], int64, int64)",
    fastmath={"nnan", "nsz", "reassoc", "contract"},  # the data hold no NaN, and a maximum has no order
    nogil=True,
    cache=True,
)
def largest_ratio(products, n_tested, tails):  # type: ignore[no-untyped-def]
    """The largest explained / residual sum of squares over voxels; with one tail, of positive products only.

    `products` is ``(n_tested + n_others, n_voxels)``: unit data of one permutation projected on the tested and on
    the other directions of the model. Voxels are taken by the thousand, so that each loop is one over an array.
    """
    n_rows, n_voxels = products.shape
    explained, others = np.empty(1024, dtype=np.float32), np.empty(1024, dtype=np.float32)
    best = np.float32(0.0)
    for start in range(0, n_voxels, 1024):
        n = min(1024, n_voxels - start)
        explained[:] = np.float32(0.0)
        others[:] = np.float32(0.0)
        for row in range(n_tested):
            for voxel in range(n):
                explained[voxel] += products[row, start + voxel] * products[row, start + voxel]
        for row in range(n_tested, n_rows):
            for voxel in range(n):
                others[voxel] += products[row, start + voxel] * products[row, start + voxel]
        if tails == 1:
            for voxel in range(n):
                if products[0, start + voxel] < 0:
                    explained[voxel] = np.float32(0.0)
        for voxel in range(n):
            left = max(np.float32(1.0) - explained[voxel] - others[voxel], _LEAST_LEFT)
            best = max(best, explained[voxel] / left)
    return float(best)


@njit("void(float32[:,::1], int64, boolean, float64, float32[::1])", nogil=True, cache=True)
def statistic_map(products, n_tested, is_t, dof, out):  # type: ignore[no-untyped-def]
    """The signed t (or F) of every voxel of one permutation; `products` as in `largest_ratio`."""
    root, share = np.float32(np.sqrt(dof)), np.float32(dof / n_tested)
    for voxel in range(products.shape[1]):
        explained = np.float32(0.0)
        for row in range(n_tested):
            explained += products[row, voxel] * products[row, voxel]
        left = np.float32(1.0) - explained
        for row in range(n_tested, products.shape[0]):
            left -= products[row, voxel] * products[row, voxel]
        left = max(left, _LEAST_LEFT)
        if is_t:
            out[voxel] = root * products[0, voxel] / np.sqrt(left)
        else:
            out[voxel] = share * explained / left
